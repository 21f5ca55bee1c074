"""Figures: functions from a view model to a plotly figure, returned and never shown."""
