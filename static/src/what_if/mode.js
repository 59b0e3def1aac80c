import { reactive } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { changesOf } from "./tried";

const KEPT = "make_schedule.what_if";

/**
 * Moves and dates that are tried without touching anything, by this user in this window:
 * they survive that the page is read again, and nobody else sees them.
 */
export class WhatIf {
    constructor(orm) {
        this.orm = orm;
        // What is asked is asked of what was answered before.
        this.queue = Promise.resolve();
        this.clear();
        // Lists wait for it, to show at once what was tried.
        this.ready = this.restore();
    }

    get key() {
        return `${KEPT}.${user.userId}.${user.activeCompany?.id}`;
    }

    clear() {
        Object.assign(this, { isOn: false, changes: [], moves: {}, orders: [], held: [] });
    }

    /** Go on where this window was left. What cannot be tried any more is forgotten. */
    async restore() {
        const kept = JSON.parse(browser.sessionStorage.getItem(this.key) || "null");
        if (kept) {
            this.isOn = true;
            await this.next(() => this.tryAll(kept)).catch(() => this.stop());
        }
    }

    start() {
        this.isOn = true;
        this.keep();
    }

    stop() {
        this.stopped = {};
        this.clear();
        browser.sessionStorage.removeItem(this.key);
    }

    keep() {
        browser.sessionStorage.setItem(this.key, JSON.stringify(this.changes));
    }

    /** Try further changes on top of what is tried; what is refused is not kept. */
    add(changes) {
        return this.next(() => this.tryAll([...this.changes, ...changes]));
    }

    /** Try that documents stand at a position, among all that are ranked. */
    addPosition(resModel, moved, position) {
        return this.next(async () => {
            const ids = moved.map(({ resId }) => resId);
            const args = [this.changes, resModel, ids, position];
            const target = await this.orm.call("sale.order", "schedule_what_if_place", args);
            await this.tryAll([...this.changes, ...changesOf(moved, target)]);
        });
    }

    /** Try all but the last change. */
    back() {
        return this.next(() => this.tryAll(this.changes.slice(0, -1)));
    }

    /** Ask something after all that was asked; nothing where it ended meanwhile. */
    next(ask) {
        const { stopped } = this;
        const answered = this.queue.then(() => (stopped === this.stopped ? ask() : undefined));
        this.queue = answered.catch(() => {});
        return answered;
    }

    async tryAll(changes) {
        const { stopped } = this;
        const none = { moves: {}, orders: [] };
        const found = changes.length
            ? await this.orm.call("sale.order", "schedule_what_if", [changes])
            : none;
        if (stopped === this.stopped) {
            Object.assign(this, { held: [], changes, ...found });
            this.keep();
        }
    }

    /** Where records would stand: {id: position}; nothing where nothing is tried. */
    async positions(resModel, ids) {
        if (!this.isOn || !this.changes.length || !ids.length) {
            return {};
        }
        const args = [this.changes, resModel, ids];
        return this.orm.call("sale.order", "schedule_what_if_positions", args);
    }

    /** What would change of an order: {date, availability, late}, old and new. */
    of(orderId) {
        return this.orders.find(({ order_id }) => order_id === orderId);
    }

    /** The first order whose name is among some, and would change. */
    named(names) {
        return this.orders.find(({ order, order_id }) => order_id && names.includes(order));
    }

    /** How many orders would be there sooner, later, and late: {sooner, later, late}. */
    get counts() {
        const counts = { sooner: 0, later: 0, late: 0 };
        for (const { date, late } of this.orders) {
            const [was, is] = date;
            counts.sooner += Boolean(is && (!was || is < was));
            counts.later += Boolean(was && (!is || is > was));
            counts.late += !late[0] && late[1];
        }
        return counts;
    }
}

registry.category("services").add("make_schedule.what_if", {
    dependencies: ["orm"],
    start(env, { orm }) {
        return reactive(new WhatIf(orm));
    },
});
