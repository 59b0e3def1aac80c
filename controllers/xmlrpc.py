"""XML-RPC, whose structures have words for keys, and which knows no kind of word."""

from odoo.addons.rpc.controllers.xmlrpc import OdooMarshaller

from ..models.base.by_id import ById
from ..models.make_to_order.messages import Reason


def dump_by_id(marshaller, value, write):
    """Write what is by id, as JSON has it: ``{"7": …}``."""
    marshaller.dump_struct({str(key): item for key, item in value.items()}, write)


OdooMarshaller.dispatch[ById] = dump_by_id
OdooMarshaller.dispatch[Reason] = OdooMarshaller.dispatch[str]
