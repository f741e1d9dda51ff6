using Microsoft.AspNetCore.Http;
using Workflows.Engine;

namespace Workflows.Api.Input;

/// <summary>Reads the query of a request by what its route declares. A name that is not declared is refused: it would have no effect.</summary>
internal static class QueryInput
{
    public static InputValues Read(IQueryCollection query, IReadOnlyList<InputField> fields)
    {
        if (query.Count == 0)
            return InputValues.None;

        var values = new Dictionary<string, IReadOnlyList<object>>(StringComparer.Ordinal);
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        var tagField = fields.OfType<TagQueryField>().FirstOrDefault();
        foreach (var (name, given) in query)
        {
            if (given.Count != 1 && !fields.Any(field => field.Name == name && field.IsRepeatable))
                throw new InputException($"'{InputText.Shown(name)}' may be given once, but it is given {given.Count} times.");

            if (tagField is not null && TagQueryField.NameOf(name) is { } tag)
                tags[tag] = (string)tagField.Read(given[0] ?? "");
            else
                values[name] = [.. given.Select(text => FieldOf(name, fields).Read(text ?? ""))];
        }

        if (tagField is not null && tags.Count > 0)
            values[tagField.Name] = [tags];

        return new InputValues(values);
    }

    private static InputField FieldOf(string name, IReadOnlyList<InputField> fields) =>
        fields.FirstOrDefault(field => field.Name == name && field is not TagQueryField)
        ?? throw new InputException($"The query has a parameter '{InputText.Shown(name)}', which means nothing here.{Nearest.Sentence(InputText.Shown(name), fields.Select(field => field.Name))}");
}
