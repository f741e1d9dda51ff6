using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Workflows.Instances.Json;

/// <summary>Classes of an application that derive from a collection: JSON knows them as the collection alone.</summary>
internal static class CollectionFaults
{
    /// <returns>What is wrong, to stand behind the path of the member; null: nothing.</returns>
    public static string? Of(Type type)
    {
        if (type.IsInterface || type.IsArray || Framework.Owns(type))
            return null;

        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
        {
            if (at.IsGenericType && at.GetGenericTypeDefinition() is var known && (known == typeof(Stack<>) || known == typeof(ConcurrentStack<>)))
                return $"is of type {type.Name}, a stack, which JSON reads back upside down. Use a Stack or a List, or give it a JsonConverter";

            if (Framework.Owns(at))
                continue;

            if (at.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).FirstOrDefault(IsLost) is { } member)
                return $"is of type {type.Name}, a collection, of which JSON keeps the elements alone: '{member.Name}' would be lost. Put the collection into a class beside '{member.Name}', mark that with [JsonIgnore], or give {type.Name} a JsonConverter";
        }

        return null;
    }

    private static bool IsLost(PropertyInfo property) =>
        property.GetIndexParameters().Length == 0 && property.GetMethod?.IsPublic == true && property.SetMethod is not null && property.GetCustomAttribute<JsonIgnoreAttribute>() is null;
}
