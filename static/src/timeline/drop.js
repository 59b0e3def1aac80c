/**
 * On which bar another one is dropped, and on which side of it.
 *
 * @param {HTMLElement} el of the timeline
 * @param {{x: number, y: number}} pointer
 * @param {Object} dragged a bar; @param {Map} bars all of them, by id
 * @returns {{bar: Object, where: "before_id" | "after_id"} | null}
 */
export function dropOf(el, pointer, dragged, bars) {
    const { x, y } = pointer;
    for (const item of el.querySelectorAll(".o_timeline_bar[data-id]")) {
        const box = item.getBoundingClientRect();
        const isInside = x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
        const bar = isInside && bars.get(item.dataset.id);
        if (bar && bar.mo !== dragged.mo) {
            return { bar, where: y < box.top + box.height / 2 ? "before_id" : "after_id" };
        }
    }
    return null;
}

/** Draw a line where a bar would go. */
export function markDrop(el, drop) {
    for (const item of el.querySelectorAll(".o_timeline_before, .o_timeline_after")) {
        item.classList.remove("o_timeline_before", "o_timeline_after");
    }
    if (drop) {
        const item = el.querySelector(`.o_timeline_bar[data-id="${drop.bar.id}"]`);
        item.classList.add(drop.where === "before_id" ? "o_timeline_before" : "o_timeline_after");
    }
}
