import { describe, expect, test } from "@odoo/hoot";
import { neighbour, placeOf, placesOf } from "@make_schedule/schedule_list/ranking";

describe.current.tags("headless");

// Two blocks of two, between single ones.
const records = [
    [1, 10],
    [2, 20],
    [3, 20],
    [4, 30],
    [5, 40],
    [6, 40],
].map(([resId, schedule_rank]) => ({ resId, data: { schedule_rank } }));
const [one, two, three, four, five, six] = records;

test("one step passes another block as a whole", () => {
    expect(neighbour(four, records, -1)).toBe(two);
    expect(neighbour(four, records, 1)).toBe(six);
    expect(neighbour(one, records, 1)).toBe(three);
});

test("one step inside its own block, and none beyond the ends", () => {
    expect(neighbour(two, records, 1)).toBe(three);
    expect(neighbour(three, records, -1)).toBe(two);
    expect(neighbour(one, records, -1)).toBe(null);
    expect(neighbour(six, records, 1)).toBe(null);
});

test("the way back is before what follows, else after what precedes", () => {
    expect(placeOf(four, records, one)).toEqual({ before_id: 5 });
    expect(placeOf(two, records, one)).toEqual({ before_id: 4 });
    expect(placeOf(two, records, three)).toEqual({ before_id: 3 });
    expect(placeOf(six, records, one)).toEqual({ after_id: 4 });
    expect(placeOf(five, records, six)).toEqual({ before_id: 6 });
});

test("several go back from the last to the first, a block as one", () => {
    const back = (...moved) => placesOf(moved, records).map(({ resId, where }) => [resId, where]);
    expect(back(two)).toEqual([[3, { before_id: 4 }]]);
    expect(back(one, four)).toEqual([
        [4, { before_id: 5 }],
        [1, { before_id: 2 }],
    ]);
    expect(back(three, four)).toEqual([
        [4, { before_id: 5 }],
        [3, { before_id: 4 }],
    ]);
    expect(back(four, five, six)).toEqual([
        [6, { after_id: 3 }],
        [4, { before_id: 5 }],
    ]);
    expect(back(...records)).toEqual([
        [4, { before_id: 5 }],
        [3, { before_id: 4 }],
        [1, { before_id: 2 }],
    ]);
});
