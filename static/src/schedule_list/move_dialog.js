import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus } from "@web/core/utils/hooks";

/** Asks for the position that orders shall move to. */
export class MoveDialog extends Component {
    static template = "make_schedule.MoveDialog";
    static components = { Dialog };
    static props = { move: Function, close: Function };

    setup() {
        this.state = useState({ position: "" });
        useAutofocus({ refName: "position" });
    }

    get position() {
        const position = parseInt(this.state.position, 10);
        return position > 0 ? position : false;
    }

    async confirm() {
        if (this.position) {
            this.props.close();
            await this.props.move(this.position);
        }
    }
}
