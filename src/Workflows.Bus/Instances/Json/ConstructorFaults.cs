using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Workflows.Instances.Json;

/// <summary>Whether JSON can make an object of a class.</summary>
internal static class ConstructorFaults
{
    /// <returns>What is wrong; null: nothing.</returns>
    public static string? Of(JsonTypeInfo type)
    {
        if (type.CreateObject is not null)
            return null;

        if (type.ConstructorAttributeProvider is not ConstructorInfo constructor)
            return $"{type.Type.Name} has no constructor that JSON can use. Give it a public one without parameters, or mark one with [JsonConstructor]";

        var bound = type.Properties.Where(property => property.AssociatedParameter is not null).Select(property => property.AssociatedParameter!.Position).ToHashSet();
        var missing = constructor.GetParameters().FirstOrDefault(parameter => !bound.Contains(parameter.Position));
        return missing is null
            ? null
            : $"the parameter '{missing.Name}' of the constructor of {type.Type.Name} has no member of that name and type, {missing.ParameterType.Name}, to be read from. Name it like the member that it fills, or mark another constructor with [JsonConstructor]";
    }
}
