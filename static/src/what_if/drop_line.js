import { browser } from "@web/core/browser/browser";
import { REST } from "./preview";

const DRAGGED = "o_dragged";

/**
 * While something is held over a place, says there what letting it go would change.
 */
export class DropLine {
    /**
     * @param {(id: string | null) => Promise<{kind: string, text: string}[] | null>} ask
     *     what changes below the element whose `data-id` that is; null: nothing moves
     */
    constructor(ask) {
        this.ask = ask;
        this.onMove = () => this.wait();
    }

    /** @param {HTMLElement} element that is dragged */
    start(element) {
        this.element = element;
        window.addEventListener("pointermove", this.onMove, { capture: true });
    }

    stop() {
        window.removeEventListener("pointermove", this.onMove, { capture: true });
        this.clear();
        this.element = null;
    }

    wait() {
        // What is said stays while the hand trembles on its place.
        const place = this.place?.previousElementSibling;
        if (this.shown && this.shown.above === place) {
            return;
        }
        this.clear();
        this.timer = browser.setTimeout(() => this.tell(), REST);
    }

    clear() {
        browser.clearTimeout(this.timer);
        this.shown = this.asked = null;
        this.said?.remove();
    }

    /** What stands for the dragged element in the list. */
    get place() {
        const { element } = this;
        const same = element && `[data-id="${element.dataset.id}"]:not(.${DRAGGED})`;
        // A list that is read anew has let go of it.
        return same && element.parentElement?.querySelector(`:scope > ${same}`);
    }

    async tell() {
        const { place } = this;
        let above = place?.previousElementSibling;
        if (above === this.element) {
            above = above.previousElementSibling;
        }
        const asked = (this.asked = {});
        const lines = place && (await this.ask(above?.dataset.id || null));
        // The hand has gone on meanwhile.
        if (lines && this.asked === asked && place.isConnected) {
            this.show(place, lines);
        }
    }

    show(place, lines) {
        const isRow = place.matches("tr");
        this.said = document.createElement(isRow ? "td" : "div");
        this.said.className = "o_schedule_drop_line px-3 pb-1";
        this.said.setAttribute("role", "status");
        // Below what the hand holds, which covers its place.
        this.said.style.paddingTop = `${this.element.offsetHeight + 4}px`;
        if (isRow) {
            this.said.colSpan = 100;
        } else {
            // Core gives a card's place the card's height.
            place.style.height = "auto";
        }
        for (const { kind, text } of lines) {
            const line = document.createElement("div");
            line.className = `text-${kind}`;
            line.textContent = text;
            this.said.append(line);
        }
        place.append(this.said);
        this.shown = { above: place.previousElementSibling };
    }
}
