using System.Text.Json;
using Workflows.Engine;

namespace Workflows.Api.Input;

/// <summary>A JSON object that a route takes as its body, and the members it may have. An unknown member is refused: it would have no effect.</summary>
internal sealed class BodyShape(string name, params InputField[] fields)
{
    /// <summary>Name of the schema.</summary>
    public string Name { get; } = name;

    public IReadOnlyList<InputField> Fields { get; } = fields;

    /// <summary>Whether a request without a body is the same as one with an empty object.</summary>
    public bool IsOptional => Fields.All(member => !member.IsRequired);

    /// <summary>Takes any object: what is in it is checked by whom it is for.</summary>
    public bool IsFree { get; init; }

    public InputValues Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw new InputException($"The body must be a JSON object, but it is {InputText.KindOf(body)}.");

        if (IsFree)
            return InputValues.None;

        var values = new Dictionary<string, IReadOnlyList<object>>(StringComparer.Ordinal);
        foreach (var member in body.EnumerateObject())
        {
            var field = Fields.FirstOrDefault(field => field.Name == member.Name)
                ?? throw new InputException($"The body has a member '{InputText.Shown(member.Name)}', which means nothing here.{Nearest.Sentence(InputText.Shown(member.Name), Fields.Select(field => field.Name))}");

            // Null is the same as leaving it out.
            if (member.Value.ValueKind != JsonValueKind.Null)
                values[field.Name] = [field.Read(member.Value)];
        }

        var missing = Fields.FirstOrDefault(field => field.IsRequired && !values.ContainsKey(field.Name));
        return missing is null ? new InputValues(values) : throw new InputException($"The body lacks the member '{missing.Name}': {missing.Description}");
    }
}
