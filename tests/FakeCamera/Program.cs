using FakeCamera;

// FakeCamera ACTION... [-- ARGUMENT...]: stands in for rpicam-vid, libcamera-vid and gst-launch-1.0. It does as the
// actions say and takes no notice of the arguments the real program would have been given:
//   picture FILE    what to send from now on
//   rate R          frames a second from now on; 0 is as fast as they are read
//   send N          sends the picture N times; -1 does not end
//   bare N          sends the picture N times, each without its last two bytes: the end-of-image marker
//   half            sends the first half of the picture
//   garbage N       sends N bytes that are no picture
//   say TEXT        a line on standard error
//   note FILE       writes the arguments after -- to this file, one a line
//   stall           sends nothing more and waits
//   exit CODE       ends; so does the end of the actions, with 0
var split = Array.IndexOf(args, "--");
var (actions, arguments) = split < 0 ? (args, Array.Empty<string>()) : (args[..split], args[(split + 1)..]);
var script = new Script(actions, arguments, Console.OpenStandardOutput());
return script.Run();
