using System.Globalization;

namespace UneXt50.Toolchain.Checkpoints;

/// <summary>
/// Reads the pickle of a checkpoint into plain values: dictionaries, lists (<see cref="List{T}"/>), tuples (arrays),
/// numbers, text, <see cref="TensorReference"/>, and <see cref="PickleObject"/> for all that would have to be called.
/// It is a reader of our own because a general one calls what a pickle names: Razorvine.Pickle 1.5.0 keeps its
/// constructors in a registry shared by the process, allocates the sizes a file claims, and does not trim (IL2104).
/// Nothing here recurses, and every value costs at least a byte of the pickle, so the pickle's length bounds depth,
/// stack, memo and memory.
/// </summary>
internal sealed class Unpickler(byte[] pickle, int start = 0)
{
    /// <summary>Far above any program's: a saved module of 160 layers has 3,000.</summary>
    private const int MaximumContainers = 200_000;

    private static readonly object Bytes = new();

    private readonly PickleCursor _cursor = new(pickle, start);
    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = [];
    private readonly Dictionary<int, object?> _memo = [];
    private readonly Dictionary<string, StorageReference> _storages = [];
    private int _containers;

    /// <summary>Where the bytes behind the pickle begin, once it is read.</summary>
    public int End => _cursor.Position;

    /// <summary>Every storage the pickle refers to, by its key.</summary>
    public IReadOnlyDictionary<string, StorageReference> Storages => _storages;

    /// <summary>The value the pickle describes.</summary>
    /// <exception cref="CheckpointDamage">It is damaged, or needs more than tensors do.</exception>
    public object? Read()
    {
        while (true)
        {
            var code = (PickleOpcode)_cursor.Byte();
            if (code == PickleOpcode.Stop) return Pop();
            Execute(code);
        }
    }

    private void Execute(PickleOpcode code)
    {
        switch (code)
        {
            case PickleOpcode.Proto: _cursor.Byte(); break;
            case PickleOpcode.Frame: _cursor.Int64(); break;
            case PickleOpcode.Mark: _marks.Push(_stack.Count); break;
            case PickleOpcode.Pop: Pop(); break;
            case PickleOpcode.PopMark: PopToMark(); break;
            case PickleOpcode.Duplicate: _stack.Add(Top()); break;
            case PickleOpcode.None: _stack.Add(null); break;
            case PickleOpcode.NewTrue: _stack.Add(true); break;
            case PickleOpcode.NewFalse: _stack.Add(false); break;
            case PickleOpcode.BinInt: _stack.Add((long)_cursor.Int32()); break;
            case PickleOpcode.BinInt1: _stack.Add((long)_cursor.Byte()); break;
            case PickleOpcode.BinInt2: _stack.Add((long)_cursor.UInt16()); break;
            case PickleOpcode.Int: _stack.Add(Decimal(_cursor.Line())); break;
            case PickleOpcode.Long1: _stack.Add(_cursor.Long(_cursor.Byte())); break;
            case PickleOpcode.Long4: _stack.Add(_cursor.Long(_cursor.Int32())); break;
            case PickleOpcode.BinFloat: _stack.Add(_cursor.Double()); break;
            case PickleOpcode.BinUnicode or PickleOpcode.BinString:
                _stack.Add(_cursor.Text((uint)_cursor.Int32()));
                break;
            case PickleOpcode.ShortBinUnicode or PickleOpcode.ShortBinString:
                _stack.Add(_cursor.Text(_cursor.Byte()));
                break;
            case PickleOpcode.BinUnicode8: _stack.Add(_cursor.Text(_cursor.Int64())); break;
            case PickleOpcode.BinBytes: Skip((uint)_cursor.Int32()); break;
            case PickleOpcode.ShortBinBytes: Skip(_cursor.Byte()); break;
            case PickleOpcode.BinBytes8 or PickleOpcode.ByteArray8: Skip(_cursor.Int64()); break;
            case PickleOpcode.EmptyList or PickleOpcode.EmptySet: Contain(new List<object?>()); break;
            case PickleOpcode.Append: Append([Pop()]); break;
            case PickleOpcode.Appends or PickleOpcode.AddItems: Append(PopToMark()); break;
            case PickleOpcode.EmptyTuple: _stack.Add(Array.Empty<object?>()); break;
            case PickleOpcode.Tuple or PickleOpcode.FrozenSet: _stack.Add(PopToMark()); break;
            case PickleOpcode.Tuple1: _stack.Add(Pop(1)); break;
            case PickleOpcode.Tuple2: _stack.Add(Pop(2)); break;
            case PickleOpcode.Tuple3: _stack.Add(Pop(3)); break;
            case PickleOpcode.EmptyDict: Contain(new PickleDictionary()); break;
            case PickleOpcode.SetItem: SetItems(Pop(2)); break;
            case PickleOpcode.SetItems: SetItems(PopToMark()); break;
            case PickleOpcode.BinPut: _memo[_cursor.Byte()] = Top(); break;
            case PickleOpcode.LongBinPut: _memo[_cursor.Int32()] = Top(); break;
            case PickleOpcode.Memoize: _memo[_memo.Count] = Top(); break;
            case PickleOpcode.BinGet: _stack.Add(Recall(_cursor.Byte())); break;
            case PickleOpcode.LongBinGet: _stack.Add(Recall(_cursor.Int32())); break;
            case PickleOpcode.Global: _stack.Add(PickleGlobals.Resolve(_cursor.Line(), _cursor.Line())); break;
            case PickleOpcode.StackGlobal: ResolveFromStack(); break;
            case PickleOpcode.Reduce or PickleOpcode.NewObject: Reduce(Pop(2)); break;
            case PickleOpcode.NewObjectWithNames: Reduce(Pop(3)); break;
            case PickleOpcode.OldObject: MakeOldObject(PopToMark()); break;
            case PickleOpcode.Build: Build(); break;
            case PickleOpcode.BinPersId: _stack.Add(Persistent(Pop())); break;
            default:
                throw new CheckpointDamage($"its pickle uses opcode 0x{(byte)code:x2}, which torch.save never does");
        }
    }

    private void ResolveFromStack()
    {
        if (Pop(2) is not [string module, string name]) throw Malformed();
        _stack.Add(PickleGlobals.Resolve(module, name));
    }

    /// <summary>Containers take a hundred times the byte that makes one: their number has a bound of its own.</summary>
    private void Contain(object? container)
    {
        if (_containers++ == MaximumContainers)
            throw new CheckpointDamage($"its pickle holds more than the {MaximumContainers} objects that are read");
        _stack.Add(container);
    }

    private void Reduce(object?[] parts) => Contain(parts switch
    {
        [PickleCallable callable, object?[] arguments, ..] => TensorRebuilding.Call(callable, arguments),
        [PickleName name, ..] => new PickleObject(name, parts[1]),
        // A call of what a call would return.
        [PickleObject value, ..] => new PickleObject(value.Origin, parts[1]),
        _ => throw Malformed(),
    });

    /// <summary>An object of a class without a base, as Python 2 had them.</summary>
    private void MakeOldObject(object?[] parts) => Contain(
        parts is [PickleName name, .. var arguments] ? new PickleObject(name, arguments) : throw Malformed());

    /// <summary>
    /// Bytes are no tensors. An object stands for them, which is nothing's key and nothing's argument.
    /// </summary>
    private void Skip(long length)
    {
        _cursor.Skip(length);
        _stack.Add(Bytes);
    }

    private object Persistent(object? id)
    {
        // Before 1.6, a class of a saved module came with its source text.
        if (id is object?[] and ["module", PickleName name, ..]) return name;
        var storage = TensorRebuilding.Storage(id);
        if (_storages.TryAdd(storage.Key, storage) || _storages[storage.Key] == storage) return storage;
        throw new CheckpointDamage($"its pickle gives storage '{storage.Key}' two sizes");
    }

    /// <summary>Attributes: of a state dict the versions of its modules, which are dropped.</summary>
    private void Build()
    {
        var state = Pop();
        if (Top() is PickleObject value) value.State = state;
    }

    private void Append(object?[] values)
    {
        if (Top() is List<object?> list) list.AddRange(values);
        else if (Top() is not PickleObject) throw Malformed();
    }

    private void SetItems(object?[] values)
    {
        var dictionary = Top() is PickleObject value ? value.Items ??= new() : Top() as PickleDictionary;
        if (dictionary is null || values.Length % 2 != 0) throw Malformed();
        for (var i = 0; i < values.Length; i += 2) dictionary.Items.Add(new(values[i], values[i + 1]));
    }

    private static object? Decimal(string digits) => digits switch
    {
        "00" => false,
        "01" => true,
        _ => long.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    private object? Recall(int key) => _memo.TryGetValue(key, out var value) ? value : throw Malformed();

    private object? Top() => _stack.Count > 0 ? _stack[^1] : throw Malformed();

    private object? Pop() => Pop(1)[0];

    private object?[] PopToMark() => _marks.TryPop(out var mark) ? Pop(_stack.Count - mark) : throw Malformed();

    private object?[] Pop(int count)
    {
        if (count < 0 || count > _stack.Count) throw Malformed();
        var values = _stack.GetRange(_stack.Count - count, count).ToArray();
        _stack.RemoveRange(_stack.Count - count, count);
        return values;
    }

    private static CheckpointDamage Malformed() => new("its pickle is damaged");
}
