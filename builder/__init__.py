"""A static-site generator for research archives of press articles."""

__version__ = "0.1.0"
