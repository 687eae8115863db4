"""CCM Desk: the online branch of the Caisses de Crédit Municipal, as a desktop application."""

__version__ = "0.1.0"
