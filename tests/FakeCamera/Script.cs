using System.Globalization;

namespace FakeCamera;

/// <summary>The actions of a fake camera, one after another.</summary>
internal sealed class Script(string[] actions, string[] arguments, Stream output)
{
    private readonly Queue<string> _words = new(actions);
    private byte[] _picture = [];
    private TimeSpan _pause;

    /// <summary>Does them all; returns the exit code.</summary>
    public int Run()
    {
        try
        {
            while (_words.TryDequeue(out var action))
            {
                switch (action)
                {
                    case "picture": _picture = File.ReadAllBytes(_words.Dequeue()); break;
                    case "rate": SetRate(Number()); break;
                    case "send": Send(_picture, Number()); break;
                    case "bare": Send(_picture[..^2], Number()); break;
                    case "half": output.Write(_picture.AsSpan(0, _picture.Length / 2)); break;
                    case "garbage": SendGarbage(Number()); break;
                    case "say": Console.Error.WriteLine(_words.Dequeue()); break;
                    case "note": File.WriteAllLines(_words.Dequeue(), arguments); break;
                    case "stall": Thread.Sleep(Timeout.Infinite); break;
                    case "exit": return Number();
                    default: throw new ArgumentException($"'{action}' is no action.");
                }
            }

            return 0;
        }
        catch (IOException)
        {
            // Nobody reads any more.
            return 1;
        }
    }

    private int Number() => int.Parse(_words.Dequeue(), CultureInfo.InvariantCulture);

    private void SetRate(int rate) => _pause = rate > 0 ? TimeSpan.FromSeconds(1.0 / rate) : TimeSpan.Zero;

    private void Send(byte[] bytes, int count)
    {
        for (var i = 0; i != count; i++)
        {
            output.Write(bytes);
            if (_pause > TimeSpan.Zero) Thread.Sleep(_pause);
        }
    }

    private void SendGarbage(int count)
    {
        var bytes = new byte[count];
        // Any bytes, the start of a picture left out; the same ones each time.
        new Random(count).NextBytes(bytes);
        bytes.AsSpan().Replace((byte)0xFF, (byte)0xFE);
        output.Write(bytes);
    }
}
