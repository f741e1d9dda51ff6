using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Api.Input;

/// <summary>Several values of one kind, in a body.</summary>
/// <param name="item">One of them.</param>
/// <param name="name">Name of all of them.</param>
/// <param name="description">What they are.</param>
/// <param name="maxCount">How many at most.</param>
internal sealed class ListField<T>(InputField<T> item, string name, string description, int maxCount) : InputField<IReadOnlyList<T>>(name, description)
    where T : notnull
{
    public override JsonObject Schema => new() { ["type"] = "array", ["items"] = item.Schema, ["maxItems"] = maxCount };

    public override object Read(string text) => throw Expected("in the body", "in the path or the query");

    public override object Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array)
            throw Expected("an array", InputText.KindOf(element));

        var count = element.GetArrayLength();
        return count <= maxCount
            ? (IReadOnlyList<T>)[.. element.EnumerateArray().Select(one => (T)item.Read(one))]
            : throw Expected($"an array of at most {maxCount} items", $"one of {count}");
    }
}
