from . import test_expired
from . import test_samples
