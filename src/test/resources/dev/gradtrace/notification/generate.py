"""Signs messages with the Python library of Standard Webhooks: pip install standardwebhooks==1.1.0

usage: generate.py > signatures.json
"""

import base64
import json
from datetime import UTC, datetime

from standardwebhooks import Webhook

SECRETS = [bytes(range(n)) for n in (24, 32, 64)]
MESSAGES = [
    ("01JDXW7Z3K9Q8V5T2R4P6N8M0A", 1732700000, "{}"),
    ("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", 1674087231, '{"type":"training_job.finished","data":{"name":"a\\"b"}}'),
    ("x", 0, "δ = ∂C/∂z — 层 🙂\n"),
    ("01JDXW7Z3K9Q8V5T2R4P6N8M0B", 4102444800, "x" * 5000),
]

signed = []
for key in SECRETS:
    secret = "whsec_" + base64.b64encode(key).decode()
    for name, seconds, body in MESSAGES:
        signature = Webhook(secret).sign(name, datetime.fromtimestamp(seconds, UTC), body)
        signed.append({"secret": secret, "id": name, "timestamp": seconds, "body": body, "signature": signature})
print(json.dumps(signed, indent=1))
