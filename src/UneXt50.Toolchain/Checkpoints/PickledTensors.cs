using System.Globalization;

namespace UneXt50.Toolchain.Checkpoints;

/// <summary>
/// Lists the tensors in what a pickle holds, wherever they are: in dictionaries, lists and tuples, among the attributes
/// of objects, and in saved modules under the names that their state_dict() would give. Each container is looked into
/// once, by the shortest way to it, so that neither a cycle nor a lattice of references can make it long.
/// </summary>
internal sealed class PickledTensors
{
    private const int MaximumDepth = 32;
    private const int MaximumNameLength = 256;
    private const int MaximumCount = 50_000;

    private readonly List<ListedTensor> _tensors = [];
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<(Place? Place, object? Container, object Value, int Depth)> _open = [];

    private PickledTensors() { }

    /// <summary>The tensors of a pickle's value.</summary>
    /// <param name="content">The value.</param>
    /// <param name="read">Reads some of them, which have a <see cref="TensorReference"/> as their source.</param>
    /// <exception cref="CheckpointDamage">It has none.</exception>
    public static CheckpointContents List(
        object? content, Func<IReadOnlyList<TensorReference>, IReadOnlyList<FloatTensor>> read)
    {
        var tensors = new PickledTensors().Walk(content);
        if (!tensors.Exists(tensor => tensor.IsFloat || tensor.Source is UnreadableTensor)) throw NoTensors(content);
        var entries = content as PickleDictionary ?? (content as PickleObject)?.Items;
        return new CheckpointContents(tensors, [.. entries?.Items.Select(item => KeyText(item.Key)) ?? []],
            wanted => read([.. wanted.Select(tensor => (TensorReference)tensor.Source)]))
        {
            ClassNames = PickledLabels.In(content),
        };
    }

    private static CheckpointDamage NoTensors(object? content) => content switch
    {
        PickleName name => name.IsNoTensor(),
        PickleObject value => value.Origin.IsNoTensor(),
        PickleDictionary table when table.Items.Exists(item => item.Value is PickleObject { Origin: var origin }
            && origin.Name.StartsWith("numpy.", StringComparison.Ordinal)) => new CheckpointDamage(
                "its weights are NumPy arrays, not tensors",
                "in Python, torch.save({name: torch.as_tensor(value) for name, value in weights.items()}, FILE)"),
        PickleDictionary => new CheckpointDamage(
            "it holds no floating-point tensors", "save model.state_dict() with torch.save"),
        _ => new CheckpointDamage("it holds no state dict", "save model.state_dict() with torch.save"),
    };

    private List<ListedTensor> Walk(object? content)
    {
        Add(null, null, content, 0);
        while (_open.TryDequeue(out var next)) Open(next.Place, next.Container, next.Value, next.Depth + 1);
        return _tensors;
    }

    private bool IsNewContainer(object? value) =>
        value is PickleDictionary or PickleObject or List<object?> or object?[] && !_seen.Contains(value);

    /// <summary>Queues what is in a container.</summary>
    private void Open(Place? place, object? container, object value, int depth)
    {
        switch (value)
        {
            case PickleObject { State: PickleDictionary attributes } module when IsModule(attributes):
                // A module in a module belongs to the outermost.
                var outermost = container is PickleObject ? container : module;
                foreach (var part in (string[])["_parameters", "_buffers", "_modules"])
                {
                    if (attributes.Nested(part) is { } own) AddAll(place, outermost, own, depth);
                }

                break;
            case PickleObject other:
                if (other.Items is { } items) AddAll(place, items, items, depth);
                Add(place, value, other.Arguments, depth);
                Add(place, value, other.State, depth);
                break;
            case PickleDictionary dictionary:
                AddAll(place, dictionary, dictionary, depth);
                break;
            case IReadOnlyList<object?> list:
                for (var i = 0; i < list.Count; i++)
                {
                    if (IsWanted(list[i])) Add(new Place(place, (long)i), list, list[i], depth);
                }

                break;
        }
    }

    private static bool IsModule(PickleDictionary attributes) =>
        attributes.Nested("_parameters") is not null && attributes.Nested("_modules") is not null;

    private void AddAll(Place? place, object container, PickleDictionary dictionary, int depth)
    {
        foreach (var (key, value) in dictionary.Items)
        {
            if (IsWanted(value)) Add(new Place(place, key), container, value, depth);
        }
    }

    private bool IsWanted(object? value) => value is TensorReference or UnreadableTensor || IsNewContainer(value);

    private void Add(Place? place, object? container, object? value, int depth)
    {
        // Tensors of a container are listed at once: theirs is the order of a state dict.
        if (value is TensorReference or UnreadableTensor) List(place, container, value);
        else if (depth <= MaximumDepth && IsNewContainer(value) && _seen.Add(value!))
            _open.Enqueue((place, container, value!, depth));
    }

    private void List(Place? place, object? container, object value)
    {
        if (_tensors.Count == MaximumCount)
            throw new CheckpointDamage($"it lists more than the {MaximumCount} tensors that are read");
        var name = Name(place);
        _tensors.Add(value switch
        {
            TensorReference { Storage.Type: var type, Shape: var shape } =>
                new ListedTensor(name, type.ToString().ToLowerInvariant(), type.IsFloat(), shape, value)
                { Container = container },
            UnreadableTensor { Elements: var elements } =>
                new ListedTensor(name, elements, false, [], value) { Container = container },
            _ => throw new ArgumentException("no tensor", nameof(value)),
        });
    }

    private static string Name(Place? place)
    {
        var keys = new Stack<string>();
        var length = 0;
        for (; place is not null; place = place.Outer)
        {
            keys.Push(KeyText(place.Key));
            length += keys.Peek().Length + 1;
            if (length > MaximumNameLength)
                throw new CheckpointDamage($"a tensor's name is longer than {MaximumNameLength} characters");
        }

        return string.Join('.', keys);
    }

    private static string KeyText(object? key) => key switch
    {
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        _ => "?",
    };

    /// <summary>Where a value is, from the inside outwards: names are only made for tensors.</summary>
    private sealed record Place(Place? Outer, object? Key);
}
