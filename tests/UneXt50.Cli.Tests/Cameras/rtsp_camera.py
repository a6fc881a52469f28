"""A camera that speaks RTSP, on this machine: GStreamer's own server (Debian: python3-gi, gir1.2-gst-rtsp-server-1.0,
gstreamer1.0-plugins-good).

    /usr/bin/python3 rtsp_camera.py PORT COLOUR [USER PASSWORD [CERTIFICATE]]

CERTIFICATE is a PEM file with a certificate and its key: the camera speaks rtsps then (Debian: glib-networking). Prints its port once it listens. A line "size W H" on standard input changes the size of its frames in mid-stream; the end
of standard input ends it.
"""

import sys
import threading

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gio, GLib, Gst, GstRtspServer  # noqa: E402


def caps(width: str, height: str) -> str:
    return f"video/x-raw,format=I420,width={width},height={height},framerate=10/1"


Gst.init(None)
port, colour, *user = sys.argv[1:]
for element in ("videotestsrc", "capsfilter", "jpegenc", "rtpjpegpay"):
    if not Gst.ElementFactory.find(element):
        sys.exit(f"there is no {element}")
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service(port)
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(
    f"( videotestsrc is-live=true pattern={colour} ! capsfilter name=size caps={caps('64', '48')}"
    " ! jpegenc ! rtpjpegpay name=pay0 pt=26 )"
)
factory.set_shared(True)
if user:
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    auth.add_basic(GstRtspServer.RTSPAuth.make_basic(*user[:2]), token)
    if user[2:]:
        auth.set_tls_certificate(Gio.TlsCertificate.new_from_file(user[2]))
    server.set_auth(auth)
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_permission_for_role("viewer", "media.factory.access", True)
    permissions.add_permission_for_role("viewer", "media.factory.construct", True)
    factory.set_permissions(permissions)
size = ["64", "48"]
media = []


def show(shown: GstRtspServer.RTSPMedia) -> None:
    shown.get_element().get_by_name("size").set_property("caps", Gst.Caps.from_string(caps(*size)))


def add(_: GstRtspServer.RTSPMediaFactory, added: GstRtspServer.RTSPMedia) -> None:
    media.append(added)
    show(added)


def resize(width: str, height: str) -> None:
    size[:] = width, height
    for shown in media:
        show(shown)


factory.connect("media-configure", add)
server.get_mount_points().add_factory("/cam", factory)
if not server.attach(None):
    sys.exit("the port is taken")
loop = GLib.MainLoop()


def listen() -> None:
    for line in sys.stdin:
        GLib.idle_add(resize, *line.split()[1:])
    loop.quit()


threading.Thread(target=listen, daemon=True).start()
print(server.get_bound_port(), flush=True)
loop.run()
