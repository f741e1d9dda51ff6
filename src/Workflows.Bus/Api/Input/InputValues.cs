namespace Workflows.Api.Input;

/// <summary>The values that a request carries, read and checked.</summary>
internal sealed class InputValues(IReadOnlyDictionary<string, IReadOnlyList<object>> values)
{
    public static readonly InputValues None = new(new Dictionary<string, IReadOnlyList<object>>());

    public IReadOnlyList<T> All<T>(InputField<T> field)
        where T : notnull => values.TryGetValue(field.Name, out var read) ? [.. read.Cast<T>()] : [];

    public T? Find<T>(InputField<T> field)
        where T : class => values.TryGetValue(field.Name, out var read) ? (T)read[0] : null;

    public T? FindValue<T>(InputField<T> field)
        where T : struct => values.TryGetValue(field.Name, out var read) ? (T)read[0] : null;

    /// <summary>A value that was declared as required.</summary>
    public T Get<T>(InputField<T> field)
        where T : notnull => (T)values[field.Name][0];
}
