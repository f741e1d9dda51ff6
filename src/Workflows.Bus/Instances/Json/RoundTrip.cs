using System.Collections.Concurrent;
using System.Text.Json;

namespace Workflows.Instances.Json;

/// <summary>
/// Reads back what is about to be stored, and compares the text of that with the text to store. Of a plain type it is done for the first values, and whenever a
/// text has a new shape; with what is known to survive it costs one look over the text. Of any other type it is done for each value.
/// </summary>
/// <param name="options">What it is read with.</param>
/// <param name="isKept">Whether more is put into what is read, as steps do with a state.</param>
internal sealed class RoundTrip(JsonSerializerOptions options, bool isKept)
{
    private const int AlwaysCount = 20;
    private const int ShapeLimit = 1_000;
    private const int MaxShown = 100;

    private readonly ConcurrentDictionary<Type, Known?> _known = new();

    /// <exception cref="UnstorableException">A part of the value would be lost, or the text cannot be read.</exception>
    public void Check(object value, Type type, string text)
    {
        if (_known.GetOrAdd(type, known => PlainType.Is(known, options) ? new Known() : null) is not { } known)
        {
            ThrowIfLost(value, type, text);
            return;
        }

        var shape = JsonShape.Of(text);
        if (known.Has(shape))
            return;

        ThrowIfLost(value, type, text);
        known.Add(shape);
    }

    private void ThrowIfLost(object value, Type type, string text)
    {
        if (Problem(value, type, text) is { } problem)
            throw new UnstorableException(problem);
    }

    private string? Problem(object value, Type type, string text)
    {
        object? read;
        string again;
        try
        {
            read = JsonSerializer.Deserialize(text, type, options);
            again = JsonSerializer.Serialize(read, type, options);
        }
        catch (Exception exception)
        {
            return $"{type.Name} cannot be stored: what is written of it cannot be read back: {ExceptionText.MessageOf(exception)}";
        }

        if (Lost(value, type, text, again) is { } lost)
            return $"{type.Name} cannot be stored, for not all of it would be read back: {lost.Path} is {Shown(lost.Before)}, and would be {Shown(lost.After)} after reading. Give it a setter or a parameter of the constructor that takes the value as it is, give its type a JsonConverter that writes and reads the same, or mark it with [JsonIgnore] if it need not be kept.";

        return new CollectionLoss(options, isKept).Find(value, read, type, type.Name) is { } other
            ? $"{type.Name} cannot be stored, for not all of it would be read back: {other}."
            : null;
    }

    /// <summary>A member that changes from one look to the next, like an age, says nothing: it is computed, and lost is only what stays as it is.</summary>
    private JsonDifference? Lost(object value, Type type, string text, string again)
    {
        var known = options.GetTypeInfo(type);
        var differences = JsonDifference.Between(text, again, known);
        if (differences.Count == 0)
            return null;

        var restless = JsonDifference.Between(text, JsonSerializer.Serialize(value, type, options), known).Select(difference => difference.Path).ToHashSet(StringComparer.Ordinal);
        return differences.FirstOrDefault(difference => !restless.Contains(difference.Path));
    }

    private static string Shown(string? text) => text is null ? "missing" : text.Length <= MaxShown ? text : $"{text.AsSpan(0, MaxShown)}…";

    private sealed class Known
    {
        private readonly ConcurrentDictionary<ulong, bool> _shapes = new();
        private int _count;

        public bool Has(ulong shape) => _count >= AlwaysCount && _shapes.ContainsKey(shape);

        /// <summary>What comes beyond the limit is looked at each time.</summary>
        public void Add(ulong shape)
        {
            Interlocked.Increment(ref _count);
            if (_shapes.Count < ShapeLimit)
                _shapes.TryAdd(shape, true);
        }
    }
}
