using System.Text.Json.Serialization.Metadata;

namespace Workflows.Instances.Json;

/// <summary>An object of a derived class in the place of its base is written as the base: what the derived class adds would be gone.</summary>
internal static class HiddenMembers
{
    public static void Refuse(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Type.IsSealed || type.Type.IsAbstract)
            return;

        var before = type.OnSerializing;
        type.OnSerializing = value =>
        {
            if (value.GetType() != type.Type)
                Check(type, value.GetType());

            before?.Invoke(value);
        };
    }

    private static void Check(JsonTypeInfo declared, Type actual)
    {
        var written = declared.Properties.Where(property => property.Get is not null).Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
        var hidden = declared.Options.GetTypeInfo(actual).Properties.Where(property => property.Get is not null && MemberReading.IsRead(property)).FirstOrDefault(property => !written.Contains(property.Name));
        if (hidden is not null)
            throw new UnstorableException($"an object of type {actual.Name} stands in a member of type {declared.Type.Name}, of which JSON keeps the members of {declared.Type.Name} alone: '{hidden.Name}' would be lost. Declare [JsonDerivedType(typeof({actual.Name}), \"...\")] on {declared.Type.Name}, or {actual.Name} as the type of the member");
    }
}
