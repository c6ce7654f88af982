"""A foreign SOAP client: reads the description of the service and calls it, once for each line of its input.

A line is JSON: the WSDL, user, password and a message. A line of the output is JSON too: what came back, or the fault.
"""

import json
import sys

import requests
import zeep
from zeep.transports import Transport


def call(order):
    session = requests.Session()
    session.auth = (order["user"], order["password"])
    client = zeep.Client(order["wsdl"], transport=Transport(session=session, timeout=20, operation_timeout=20))
    service = client.service
    operation = next(iter(service._binding._operations))
    try:
        return {"operation": operation, "answer": getattr(service, operation)(order["message"])}
    except zeep.exceptions.Fault as fault:
        return {"operation": operation, "fault": fault.message, "code": fault.code}
    except zeep.exceptions.TransportError as error:
        return {"operation": operation, "status": error.status_code}


for line in sys.stdin:
    print(json.dumps(call(json.loads(line))), flush=True)
