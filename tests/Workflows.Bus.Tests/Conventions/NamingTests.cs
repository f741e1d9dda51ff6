using System.Reflection;
using System.Runtime.CompilerServices;

namespace Workflows.Tests.Conventions;

public class NamingTests
{
    private static readonly string[] _empty = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Common", "Processor", "Data", "Info"];

    private static IEnumerable<Type> OwnTypes =>
        new[] { typeof(Workflow).Assembly, typeof(Contracts.WorkflowStatus).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !type.Name.Contains('<') && type.Namespace?.StartsWith("Workflows", StringComparison.Ordinal) == true);

    [Fact]
    public void No_type_has_a_name_that_names_nothing() =>
        OwnTypes.Select(type => type.Name.Split('`')[0])
            .Where(name => _empty.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal)))
            .ShouldBeEmpty($"Names explain themselves; avoid {string.Join(", ", _empty)}.");

    [Fact]
    public void Types_are_internal_and_sealed_unless_somebody_needs_more() =>
        OwnTypes.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && type.BaseType != typeof(DispatchProxy) && !OwnTypes.Any(other => BasesOf(other).Contains(type)))
            .Select(type => type.FullName)
            .ShouldBeEmpty("A class that nothing derives from is sealed.");

    private static IEnumerable<Type> BasesOf(Type type)
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
            yield return at.IsGenericType ? at.GetGenericTypeDefinition() : at;
    }
}
