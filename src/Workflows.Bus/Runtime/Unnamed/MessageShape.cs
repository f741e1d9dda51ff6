using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit;

namespace Workflows.Runtime.Unnamed;

/// <summary>Tells the type of a JSON body by its members: of those types that it has most members of, the one that it lacks fewest of.</summary>
internal static class MessageShape
{
    /// <exception cref="UnnamedMessageException">None fits, or several do.</exception>
    public static Type Choose(MessageBody body, IReadOnlyCollection<Type> types)
    {
        if (types.Count == 0)
            throw new UnnamedMessageException("none of the commands that are taken here can be told from the others by its members");

        if (types.Count == 1)
            return types.Single();

        var members = MembersOf(body);
        var fits = types.Select(type => new Fit(type, members)).GroupBy(fit => (fit.HasCount, fit.LacksCount)).MaxBy(group => (group.Key.HasCount, -group.Key.LacksCount))!;
        if (fits.Key.HasCount == 0)
            throw new UnnamedMessageException($"one came that has no member of {string.Join(", ", types.Select(type => type.Name))}");

        return fits.Count() == 1
            ? fits.Single().Type
            : throw new UnnamedMessageException($"one came that may be {string.Join(" or ", fits.Select(fit => fit.Type.Name))}");
    }

    private static HashSet<string> MembersOf(MessageBody body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.GetBytes());
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.EnumerateObject().Select(member => member.Name).ToHashSet(StringComparer.OrdinalIgnoreCase)
                : [];
        }
        catch (JsonException)
        {
            // Another serializer's body: nothing to compare.
            return [];
        }
    }

    private sealed record Fit
    {
        public Fit(Type type, HashSet<string> members)
        {
            Type = type;
            var own = NamesOf(type).ToArray();
            HasCount = own.Count(members.Contains);
            LacksCount = own.Length - HasCount;
        }

        public Type Type { get; }

        public int HasCount { get; }

        public int LacksCount { get; }

        private static IEnumerable<string> NamesOf(Type type) =>
            (type.IsInterface ? type.GetInterfaces().Append(type) : [type])
                .SelectMany(one => one.GetProperties())
                .Select(property => property.GetCustomAttributes(typeof(JsonPropertyNameAttribute), true).OfType<JsonPropertyNameAttribute>().FirstOrDefault()?.Name ?? property.Name)
                .Distinct(StringComparer.OrdinalIgnoreCase);
    }
}
