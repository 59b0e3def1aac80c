from . import change_production_qty
from . import make_in_batch
from . import make_to_order
from . import mass_cancel_orders
from . import mrp_production_split
from . import production_status
from . import res_config_settings
