import { useExternalListener } from "@odoo/owl";

// Milliseconds without a movement after which a hand rests.
const REST = 500;

/**
 * What somebody does with mouse, finger and keyboard.
 *
 * @returns {{isDown: boolean, rests: boolean}} whether something is pressed, and
 *      whether nothing has moved for a moment
 */
export function useHand() {
    const hand = {
        isDown: false,
        movedAt: 0,
        get rests() {
            return !this.isDown && Date.now() - this.movedAt > REST;
        },
    };
    const note = (isDown) => () => {
        hand.isDown = isDown ?? hand.isDown;
        hand.movedAt = Date.now();
    };
    const listen = (types, isDown) => {
        for (const type of types) {
            useExternalListener(window, type, note(isDown), { capture: true, passive: true });
        }
    };
    listen(["pointerdown"], true);
    listen(["pointerup", "pointercancel", "blur"], false);
    listen(["pointermove", "keydown", "wheel"]);
    return hand;
}
