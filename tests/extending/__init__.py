from . import test_dropshipping
from . import test_expired
from . import test_pages
from . import test_samples
