"""What of goods that were made for somebody is gone (behaviour 4, class c)."""

from collections import defaultdict

from ...engine.places import Places
from ...engine.snapshot import COMPONENT, EPSILON, ROW


def note_losses(env, snapshot):
    """Note what is gone of what was made for rows and MOs; free goods are lost first.

    :param env: as superuser
    :param snapshot: :class:`~engine.snapshot.Snapshot`
    :return: the snapshot without what is gone
    """
    if not snapshot.own:
        return snapshot
    (there, storing), wanted = _there(env, snapshot), defaultdict(list)
    for wants in (_wanted_by_row, _wanted_by_parent):
        for pool, *claim in wants(env, snapshot):
            wanted[pool].append(claim)
    own = dict(snapshot.own)
    for pool, found in wanted.items():
        gone = sum(own[whom] for _place, whom, _mos in found)
        left = there[pool]
        if storing[pool] > EPSILON:
            unstored = _unstored([mos for *_whom, mos in found])
            left += min(storing[pool], max(0.0, unstored))
        gone -= max(0.0, left)
        for _place, whom, made in sorted(found, key=lambda f: f[0], reverse=True):
            lost = min(gone, own[whom])
            if lost > EPSILON:
                made._schedule_lose_output(lost)
                own[whom] -= lost
                gone -= lost
    return snapshot._replace(own=own)


def _wanted_by_row(env, snapshot):
    """Return [(pool, place, owner, MOs that made it)] of what is rows' own."""
    rows = env["sale.order.line"].browse(
        whom[1] for whom in snapshot.own if whom[0] == "row"
    )
    return [
        (
            (row.product_id.id, row.warehouse_id.id),
            (row.order_id.schedule_rank, ROW, *row._schedule_sort_key()),
            ("row", row.id),
            row.mto_production_ids,
        )
        for row in rows
    ]


def _wanted_by_parent(env, snapshot):
    """Return the same of what subassemblies made for their parents."""
    parts = [whom for whom in snapshot.own if whom[0] == "part"]
    mos = env["mrp.production"].browse(parent for _kind, parent, _product in parts)
    made = mos._schedule_children().filtered(lambda mo: mo.state == "done")
    of_whom = made.grouped(lambda mo: (mo.schedule_parent_id.id, mo.product_id.id))
    return [
        (
            (whom[2], parent.picking_type_id.warehouse_id.id),
            (parent.schedule_rank, COMPONENT, parent.schedule_key, parent.id),
            whom,
            of_whom.get(whom[1:], mos.browse()),
        )
        for whom, parent in zip(parts, mos, strict=True)
    ]


def _there(env, snapshot):
    """Return what is there of what may be somebody's own, and in Post-production.

    Not what passes Input, nor what is picked for somebody.

    :param env: as superuser
    :return: {(product, warehouse): quantity} twice
    """
    places = Places(snapshot.warehouses)
    there, storing = defaultdict(float), defaultdict(float)
    made = env["stock.warehouse"].browse(one.id for one in snapshot.warehouses)
    stored = {place.parent_path: place.warehouse_id.id for place in made.sam_loc_id}
    for stock in snapshot.stock:
        if stock.path in stored:
            storing[stock.product, stored[stock.path]] += max(0.0, stock.quantity)
        elif not places.step(stock.path):
            there[stock.product, stock.warehouse] += stock.quantity
    return there, storing


def _unstored(made):
    """Return what MOs have made that no transfer has brought into the stock.

    Whoever brings it, or nobody: it stands in Post-production.

    :param made: list of ``mrp.production`` records of one product
    """
    mos = made[0].union(*made)
    done = mos.move_finished_ids.filtered(
        lambda move: (
            move.state == "done"
            and move.product_id == mos[:1].product_id
            and move.location_dest_id == move.location_dest_id.warehouse_id.sam_loc_id
        )
    )
    brought = done.move_dest_ids.filtered(lambda move: move.state == "done")
    return _moved(done) - _moved(brought)


def _moved(moves):
    return sum(moves.move_line_ids.mapped("quantity_product_uom"))
