using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;

namespace Workflows.Instances.Json;

/// <summary>Names of the members that say which class an object is, as far as types with classes of their own have come along.</summary>
internal sealed class Discriminators
{
    private ImmutableHashSet<string> _names = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _names;

    public void Note(JsonTypeInfo type)
    {
        if (type.PolymorphismOptions is { } polymorphism)
            ImmutableInterlocked.Update(ref _names, static (names, name) => names.Add(name), polymorphism.TypeDiscriminatorPropertyName);
    }
}
