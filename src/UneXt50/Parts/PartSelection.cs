using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Text;
using UneXt50.Sources;

namespace UneXt50.Parts;

/// <summary>
/// Which inputs a <see cref="PartWriter"/> wants outcomes of: those of its part whose rows an earlier output does not
/// have. Going through them, on whatever thread, walks the whole list and notes what is passed over: the writer puts
/// stored rows in their places.
/// </summary>
public sealed class PartSelection
{
    private readonly ConcurrentQueue<PartInput> _walked = [];
    private readonly XxHash128 _names = new();
    private readonly Shard _shard;
    private readonly StoredRows? _stored;

    internal PartSelection(Shard shard, StoredRows? stored) => (_shard, _stored) = (shard, stored);

    /// <summary>Inputs whose rows an earlier output has.</summary>
    public int HeldCount => _stored?.Count ?? 0;

    /// <summary>Inputs of all parts; final when the walk has ended.</summary>
    internal long Count { get; private set; }

    /// <summary>XXH128 of all names in order, each ended with a zero byte; likewise.</summary>
    internal string NamesDigest => Convert.ToHexStringLower(_names.GetCurrentHash());

    /// <summary>The inputs to run, whose outcomes are to be written; to be gone through once.</summary>
    /// <param name="all">The inputs of all parts, the same list for each.</param>
    public IEnumerable<Photo> Select(IEnumerable<Photo> all)
    {
        foreach (var photo in all)
        {
            var position = Count++;
            _names.Append(Encoding.UTF8.GetBytes(photo.Name + '\0'));
            if (_shard.Holds(photo.Name))
            {
                var number = _stored?.Find(photo.Name);
                _walked.Enqueue(new PartInput(position, number));
                if (number is null)
                {
                    yield return photo;
                    continue;
                }
            }

            photo.Release();
        }
    }

    /// <summary>Whether <see cref="Select"/> lets an input through.</summary>
    public bool Wants(Photo photo) => _shard.Holds(photo.Name) && _stored?.Find(photo.Name) is null;

    /// <summary>
    /// The next input of the part in the order of the list; null when none has been walked past that one.
    /// </summary>
    internal PartInput? Next() => _walked.TryDequeue(out var next) ? next : null;

    /// <summary>An input of a part.</summary>
    /// <param name="Position">Its place in the list of all inputs, from 0.</param>
    /// <param name="Stored">The number of its stored rows; null when it has to be run.</param>
    internal readonly record struct PartInput(long Position, int? Stored);
}
