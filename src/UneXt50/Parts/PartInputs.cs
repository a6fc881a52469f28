using System.Collections;
using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Text;
using UneXt50.Sources;

namespace UneXt50.Parts;

/// <summary>
/// The inputs of a part that have to be run. Enumerating them, on whatever thread, walks the whole list and notes what
/// it passes over: whoever writes the results puts stored rows where <see cref="Next"/> says.
/// </summary>
internal sealed class PartInputs(IEnumerable<Photo> all, Shard shard, StoredRows? stored) : IEnumerable<Photo>
{
    private readonly ConcurrentQueue<PartInput> _walked = [];
    private readonly XxHash128 _names = new();

    /// <summary>Inputs of all parts; final when the enumeration has ended.</summary>
    public long Count { get; private set; }

    /// <summary>XXH128 of all names in order, each ended with a zero byte; likewise.</summary>
    public string NamesDigest => Convert.ToHexStringLower(_names.GetCurrentHash());

    /// <summary>
    /// The next input of the part in the order of the list; null when none has been walked past that one.
    /// </summary>
    public PartInput? Next() => _walked.TryDequeue(out var next) ? next : null;

    public IEnumerator<Photo> GetEnumerator()
    {
        foreach (var photo in all)
        {
            var position = Count++;
            _names.Append(Encoding.UTF8.GetBytes(photo.Name + '\0'));
            if (!shard.Holds(photo.Name)) continue;
            var number = stored?.Find(photo.Name);
            _walked.Enqueue(new PartInput(position, number));
            if (number is null) yield return photo;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>An input of a part.</summary>
/// <param name="Position">Its place in the list of all inputs, from 0.</param>
/// <param name="Stored">The number of its stored rows; null when it has to be run.</param>
internal readonly record struct PartInput(long Position, int? Stored);
