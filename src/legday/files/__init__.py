"""Other people's formats: logs of other apps come in, every row accounted for."""
