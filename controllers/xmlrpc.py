"""XML-RPC, whose structures have words for keys."""

from odoo.addons.rpc.controllers.xmlrpc import OdooMarshaller

from ..models.base.by_id import ById


def dump_by_id(marshaller, value, write):
    """Write what is by id, as JSON has it: ``{"7": …}``."""
    marshaller.dump_struct({str(key): item for key, item in value.items()}, write)


OdooMarshaller.dispatch[ById] = dump_by_id
