using System.Collections.Concurrent;
using System.Reflection;
using Workflows.Contracts;
using Workflows.Definition;

namespace Workflows.Runtime;

/// <summary>Finds the types of held messages: by the name of the class, and where that is gone, by the name on the bus.</summary>
internal static class HeldTypes
{
    private const string Prefix = "urn:message:";

    private static readonly ConcurrentDictionary<string, Type> _byUrn = new(StringComparer.Ordinal);

    /// <returns>Null: no assembly that is loaded here has it.</returns>
    public static Type? Find(HeldMessage held)
    {
        var named = Type.GetType(held.MessageType);
        if (held.MessageUrn is not { } urn || (named is not null && MessageName.Of(named) == urn))
            return named;

        if (_byUrn.TryGetValue(urn, out var known))
            return known;

        return FindByUrn(urn) is { } found ? _byUrn.GetOrAdd(urn, found) : named;
    }

    private static Type? FindByUrn(string urn)
    {
        var bracket = urn.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0)
            return Candidates().FirstOrDefault(type => !type.IsGenericTypeDefinition && MessageName.TryOf(type) == urn);

        var arguments = ArgumentsOf(urn[(bracket + 1)..^1]).Select(FindByUrn).ToArray();
        return arguments.Any(argument => argument is null)
            ? null
            : Candidates().Where(type => type.IsGenericTypeDefinition && type.GetGenericArguments().Length == arguments.Length)
                .Select(type => Closed(type, arguments!)).FirstOrDefault(type => type is not null && MessageName.TryOf(type) == urn);
    }

    private static IEnumerable<Type> Candidates() =>
        AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic).SelectMany(TypesOf).Where(type => !string.IsNullOrEmpty(type.Namespace));

    private static Type[] TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return [.. exception.Types.OfType<Type>()];
        }
    }

    private static Type? Closed(Type type, Type[] arguments)
    {
        try
        {
            return type.MakeGenericType(arguments);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The names in brackets, separated by commas: [A:B],[C:D[[E:F]]].</summary>
    private static IEnumerable<string> ArgumentsOf(string list)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] == '[' && depth++ == 0)
                start = i + 1;
            else if (list[i] == ']' && --depth == 0)
                yield return Prefix + list[start..i];
        }
    }
}
