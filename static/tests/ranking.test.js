import { describe, expect, test } from "@odoo/hoot";
import {
    dropPlace,
    isElsewhere,
    neighbour,
    rankedAbove,
    topOf,
} from "@make_schedule/schedule_list/ranking";

describe.current.tags("headless");

// Two blocks of two, between single ones.
const records = [
    [1, 10],
    [2, 20],
    [3, 20],
    [4, 30],
    [5, 40],
    [6, 40],
].map(([resId, schedule_rank]) => ({ id: `r${resId}`, resId, data: { schedule_rank } }));
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

test("a drop is below what it was dropped on, else above what follows", () => {
    const drop = (moved, target, dragged = moved[0]) =>
        dropPlace(moved, records, target && target.id, dragged);
    expect(drop([four], one)).toEqual({ after_id: 1 });
    expect(drop([four], null)).toEqual({ before_id: 1 });
    expect(drop([four], three)).toBe(null);
    expect(drop([one], null)).toBe(null);
    expect(drop([four], six)).toEqual({ after_id: 6 });
});

test("what is closed is nobody's neighbour", () => {
    const closed = { id: "c", resId: 9, data: { schedule_rank: 0, schedule_position: 0 } };
    const mixed = [one, two, closed, three];
    expect(rankedAbove(mixed, "c", three)).toBe(two);
    expect(rankedAbove(mixed, "r1", three)).toBe(one);
    expect(rankedAbove([closed, one], "c", one)).toBe(undefined);
    expect(rankedAbove(mixed, null, one)).toBe(undefined);
});

test("inside a block a drop stays in it, up as well as down", () => {
    const drop = (moved, target) => dropPlace(moved, records, target && target.id, moved[0]);
    expect(drop([three], one)).toEqual({ before_id: 2 });
    expect(drop([two], three)).toEqual({ after_id: 3 });
    expect(drop([six], four)).toEqual({ before_id: 5 });
    const block = [two, three].map(({ id, resId }) => ({ id, resId, data: { schedule_rank: 20 } }));
    expect(dropPlace([block[1]], block, null, block[1])).toEqual({ before_id: 2 });
});

test("the top of another company's ranking is below what is another's", () => {
    const ranking = [
        [1, 10, 1],
        [2, 20, 1],
        [3, 10.5, 2],
        [4, 20.5, 2],
        [5, 30.5, 2],
    ].map(([resId, schedule_rank, id]) => ({
        id: `r${resId}`,
        resId,
        data: { schedule_rank, company_id: { id } },
    }));
    const drop = (at, target) =>
        dropPlace([ranking[at]], ranking, target && `r${target}`, ranking[at]);
    expect(drop(4, 2)).toEqual({ before_id: 3 });
    expect(drop(4, 3)).toEqual({ after_id: 3 });
    expect(drop(0, 2)).toEqual({ after_id: 2 });
    const isRefused = (at, target) =>
        isElsewhere([ranking[at]], ranking, drop(at, target) || { after_id: at + 1 });
    expect([isRefused(0, 4), isRefused(4, null), isRefused(4, 1)]).toEqual([true, true, true]);
    // Between the two rankings is below the one and above the other.
    expect([isRefused(0, 2), isRefused(4, 2), isRefused(4, 3)]).toEqual([false, false, false]);
});

test("selected ones go together, wherever the hand holds them", () => {
    const drop = (moved, target, dragged) =>
        dropPlace(moved, records, target && target.id, dragged);
    expect(drop([one, four], six, four)).toEqual({ after_id: 6 });
    expect(drop([one, four], one, four)).toEqual({ before_id: 2 });
    expect(drop([one, four], null, four)).toEqual({ before_id: 2 });
    expect(drop([four, five], one, five)).toEqual({ after_id: 1 });
    expect(drop(records, three, one)).toBe(null);
});

test("a place above a block is above all of it", () => {
    expect(topOf(three, [five], records)).toBe(two);
    expect(topOf(four, [five], records)).toBe(four);
    expect(topOf(three, [two], records)).toBe(three);
    // What is seen of them, where the part of the second one is folded: nothing moves.
    const seen = [one, three, four];
    expect(dropPlace([three], seen, one.id, three)).toBe(null);
});
