from . import dataset
from . import xmlrpc
