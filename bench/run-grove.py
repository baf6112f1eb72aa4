"""Runs grove against a server without TLS: it writes `https://` in front of its host, and has no option for that."""

import requests
from grove.entrypoints.local_process import entrypoint

get = requests.get
requests.get = lambda url, **options: get(url.replace("https://127.0.0.1", "http://127.0.0.1", 1), **options)
entrypoint()
