from . import arrange
