using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Instances;

/// <summary>
/// Changes of a state as a JSON Patch (RFC 6902) of add, replace and remove on object members. Arrays are replaced whole.
/// Unlike a merge patch it can tell "set to null" from "remove", so that patching never loses a null.
/// </summary>
internal static class StatePatch
{
    /// <summary>A patch holds its values two levels deeper than the state does.</summary>
    private static readonly JsonDocumentOptions _deep = new() { MaxDepth = 1_000, AllowDuplicateProperties = false };

    /// <summary>What JSON says of an object beside its members: which class it is read as, and which object it is. It is written before the members.</summary>
    private static readonly string[] _metadata = ["$id", "$ref", "$type", "$values"];

    /// <param name="before">A state.</param>
    /// <param name="after">What became of it.</param>
    /// <param name="discriminators">Names beside <c>$type</c> of members that say which class an object is.</param>
    /// <returns>The patch, or null when both texts say the same.</returns>
    public static string? Between(string before, string after, IReadOnlyCollection<string>? discriminators = null)
    {
        if (string.Equals(before, after, StringComparison.Ordinal))
            return null;

        using var from = JsonDocument.Parse(before, _deep);
        using var to = JsonDocument.Parse(after, _deep);
        var operations = new JsonArray();
        Compare(from.RootElement, to.RootElement, "", [.. _metadata, .. discriminators ?? []], operations);
        return operations.Count == 0 ? null : operations.ToJsonString();
    }

    /// <exception cref="JsonException">The patch is none of this kind.</exception>
    public static string Apply(string text, string? patch) => ApplyAll(text, [patch]);

    /// <summary>Patches one after the other, reading and writing the text once.</summary>
    /// <exception cref="JsonException">One of them is none of this kind.</exception>
    public static string ApplyAll(string text, IEnumerable<string?> patches)
    {
        JsonNode? root = null;
        var isRead = false;
        foreach (var patch in patches.OfType<string>())
        {
            if (JsonNode.Parse(patch, documentOptions: _deep) is not JsonArray operations)
                throw new JsonException($"expected a JSON Patch, which is an array of operations, but it is: {patch}");

            if (!isRead)
                root = JsonNode.Parse(text, documentOptions: _deep);

            isRead = true;
            foreach (var operation in operations)
                root = Apply(root, operation);
        }

        return isRead ? root?.ToJsonString() ?? "null" : text;
    }

    /// <summary>A patch that sets the members of an object.</summary>
    /// <exception cref="JsonException">The text is not a JSON object.</exception>
    public static string? SettingMembers(string members)
    {
        if (JsonNode.Parse(members, documentOptions: _deep) is not JsonObject values)
            throw new JsonException("expected a JSON object");

        var operations = new JsonArray();
        foreach (var (name, value) in values)
            operations.Add(Operation("add", "/" + Escape(name), value?.DeepClone(), hasValue: true));

        return operations.Count == 0 ? null : operations.ToJsonString();
    }

    private static void Compare(JsonElement before, JsonElement after, string path, string[] metadata, JsonArray operations)
    {
        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object && IsOfOneKind(before, after, metadata))
        {
            foreach (var member in before.EnumerateObject())
            {
                if (!after.TryGetProperty(member.Name, out _))
                    operations.Add(Operation("remove", $"{path}/{Escape(member.Name)}", null, hasValue: false));
            }

            foreach (var member in after.EnumerateObject())
            {
                var at = $"{path}/{Escape(member.Name)}";
                if (before.TryGetProperty(member.Name, out var old))
                    Compare(old, member.Value, at, metadata, operations);
                else
                    operations.Add(Operation("add", at, ToNode(member.Value), hasValue: true));
            }
        }
        else if (!AreSame(before, after))
        {
            operations.Add(Operation("replace", path, ToNode(after), hasValue: true));
        }
    }

    /// <summary>An object in the place of one of another class is replaced as a whole: the members of the two have nothing to do with each other.</summary>
    private static bool IsOfOneKind(JsonElement before, JsonElement after, string[] metadata)
    {
        foreach (var name in metadata)
        {
            var isThere = before.TryGetProperty(name, out var one);
            if (isThere != after.TryGetProperty(name, out var other) || (isThere && !JsonElement.DeepEquals(one, other)))
                return false;
        }

        return true;
    }

    /// <summary>Letter by letter where numbers stand: to a decimal, 1.0 and 1.00 are two values.</summary>
    private static bool AreSame(JsonElement before, JsonElement after) => (before.ValueKind, after.ValueKind) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => before.GetRawText() == after.GetRawText(),
        (JsonValueKind.Array, JsonValueKind.Array) => before.GetArrayLength() == after.GetArrayLength()
            && before.EnumerateArray().Zip(after.EnumerateArray()).All(pair => AreSame(pair.First, pair.Second)),
        (JsonValueKind.Object, JsonValueKind.Object) => before.GetPropertyCount() == after.GetPropertyCount()
            && before.EnumerateObject().All(member => after.TryGetProperty(member.Name, out var other) && AreSame(member.Value, other)),
        _ => JsonElement.DeepEquals(before, after),
    };

    private static JsonObject Operation(string op, string path, JsonNode? value, bool hasValue)
    {
        var operation = new JsonObject { ["op"] = op, ["path"] = path };
        if (hasValue)
            operation["value"] = value;

        return operation;
    }

    private static JsonNode? ToNode(JsonElement element) => JsonNode.Parse(element.GetRawText(), documentOptions: _deep);

    private static JsonNode? Apply(JsonNode? root, JsonNode? node)
    {
        if (node is not JsonObject operation || TextOf(operation, "op") is not ("add" or "replace" or "remove") || TextOf(operation, "path") is not { } path || (path.Length > 0 && path[0] != '/'))
            throw new JsonException($"expected an operation with op (add, replace or remove) and path, but it is: {node?.ToJsonString() ?? "null"}");

        var value = operation["value"]?.DeepClone();
        if (path.Length == 0)
            return value;

        var segments = path.Split('/')[1..];
        var parent = root as JsonObject;
        for (var i = 0; i < segments.Length - 1 && parent is not null; i++)
            parent = parent[Unescape(segments[i])] as JsonObject;

        // A branch beside removed the parent: what was in it is gone as well.
        if (parent is null)
            return root;

        var name = Unescape(segments[^1]);
        if (TextOf(operation, "op") == "remove")
            parent.Remove(name);
        else
            Set(parent, name, value);

        return root;
    }

    /// <summary>What was there keeps its place; what says the class of the object comes before its members, where readers look for it.</summary>
    private static void Set(JsonObject parent, string name, JsonNode? value)
    {
        var at = parent.IndexOf(name);
        if (at >= 0)
            parent.RemoveAt(at);

        if (_metadata.Contains(name))
            at = 0;

        if (at >= 0)
            parent.Insert(at, name, value);
        else
            parent.Add(name, value);
    }

    private static string? TextOf(JsonObject operation, string name) =>
        operation[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Unescape(string segment) => segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
