import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";

/** Asks for the position that orders shall move to, and says what that would change. */
export class MoveDialog extends Component {
    static template = "make_schedule.MoveDialog";
    static components = { Dialog };
    static props = { move: Function, preview: Function, close: Function };

    setup() {
        this.state = useState({ position: "", lines: [] });
        this.preview = useDebounced(() => this.tell(), 300);
        useAutofocus({ refName: "position" });
    }

    get position() {
        const position = parseInt(this.state.position, 10);
        return position > 0 ? position : false;
    }

    onInput() {
        this.state.lines = [];
        this.preview();
    }

    async tell() {
        const { position } = this;
        const lines = position && (await this.props.preview(position));
        if (lines && position === this.position) {
            this.state.lines = lines;
        }
    }

    async confirm() {
        if (this.position) {
            this.props.close();
            await this.props.move(this.position);
        }
    }
}
