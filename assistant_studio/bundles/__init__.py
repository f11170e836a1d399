"""An assistant as one file, `.assistant`: written, signed, looked through, and taken in."""
