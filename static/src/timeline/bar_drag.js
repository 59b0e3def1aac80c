import { browser } from "@web/core/browser/browser";
import { askPreview, REST } from "../what_if/preview";
import { dropOf, markDrop } from "./drop";

// Pixels that what is said takes at most, and that it stands below the hand.
const [WIDTH, BELOW] = [400, 24];

/** A bar in the hand: where it would go, and what that would change (behaviour 12). */
export class BarDrag {
    /**
     * @param {HTMLElement} el of the timeline; @param {Object} orm
     * @param {Function} tell takes {lines, left, top}, what to say and where; or null
     */
    constructor(el, orm, tell) {
        Object.assign(this, { el, orm, tell });
        this.bar = null;
        // Also beside the timeline, where a bar is let go to stay where it is.
        this.note = (event) => {
            this.pointer = { x: event.clientX, y: event.clientY };
        };
        window.addEventListener("pointermove", this.note, { capture: true });
    }

    destroy() {
        window.removeEventListener("pointermove", this.note, { capture: true });
    }

    /** The bar has been moved; @param {Map} bars all of them, by id */
    over(bar, bars) {
        Object.assign(this, { bar, bars });
        const drop = dropOf(this.el, this.pointer, bar, bars);
        markDrop(this.el, drop);
        const place = drop && `${drop.bar.id} ${drop.where}`;
        // What is said stays while the hand trembles on its place.
        if (place !== this.place || !this.said) {
            this.clear();
            this.place = place;
            this.timer = drop && browser.setTimeout(() => this.ask(drop), REST);
        }
    }

    async ask(drop) {
        const asked = (this.asked = {});
        const where = { [drop.where]: drop.bar.mo };
        const call = ["mrp.production", "schedule_preview", [[this.bar.mo]], where];
        const lines = await askPreview(this.orm, ...call);
        // The hand may have gone on meanwhile.
        if (lines && this.asked === asked) {
            this.said = true;
            const { x, y } = this.pointer;
            const left = Math.min(x, window.innerWidth - WIDTH);
            this.tell({ lines, left: Math.max(left, 0), top: y + BELOW });
        }
    }

    clear() {
        browser.clearTimeout(this.timer);
        this.asked = this.place = null;
        this.said = false;
        this.tell(null);
    }

    /** The bar is let go. @returns {{bar, where} | null} where it goes, see {@link dropOf} */
    end() {
        markDrop(this.el, null);
        this.clear();
        return this.bar && dropOf(this.el, this.pointer, this.bar, this.bars);
    }

    /** Nothing is in the hand any more. */
    rest() {
        this.bar = null;
    }
}
