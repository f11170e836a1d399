"""Qt's devices and services behind the core's interfaces."""
