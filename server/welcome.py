"""What the terminal shows after the start: the addresses, a QR code, and the key for setting up."""

import qrcode

import texts
from actions.accounts import setup_key
from actions.operation import settings


def greet() -> None:
    configuration = settings()
    print(f"\n  {texts.say('app.name')}\n")
    print(f"  {texts.say('terminal.here')}  http://localhost:{configuration.port}")
    print(f"  {texts.say('terminal.network')}  {configuration.public_url}\n")
    code = qrcode.QRCode(border=2)
    code.add_data(configuration.public_url)
    code.print_ascii(invert=True)
    key = setup_key()
    if key:
        print(f"\n  {texts.say('terminal.setup_key')}  {key}\n", flush=True)
