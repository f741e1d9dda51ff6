using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Workflows.Instances.Json;

/// <summary>Makes the options of an application such that what is written of a state is read back, wherever JSON allows it.</summary>
internal static class JsonContract
{
    /// <summary>Adds what the application did not settle itself: its own converters and resolvers come first.</summary>
    public static void Complete(JsonSerializerOptions options, Discriminators discriminators)
    {
        AddUnlessConverted<System.Numerics.BigInteger>(options, new BigIntegerConverter());
        AddUnlessConverted<object>(options, new UntypedConverter());
        options.Converters.Add(new StackConverter());
        var resolver = options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver();
        options.TypeInfoResolver = resolver.WithAddedModifier(UnlistedMembers.Add).WithAddedModifier(MemberReading.Complete).WithAddedModifier(HiddenMembers.Refuse).WithAddedModifier(discriminators.Note);
    }

    private static void AddUnlessConverted<T>(JsonSerializerOptions options, JsonConverter converter)
    {
        if (!options.Converters.Any(known => known.CanConvert(typeof(T))))
            options.Converters.Add(converter);
    }
}
