using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workflows.Instances.Json;

/// <summary>Stacks are written from the top, as ever, and read such that the top is the top again.</summary>
internal sealed class StackConverter : JsonConverterFactory
{
    private static readonly Type[] _stacks = [typeof(Stack<>), typeof(ConcurrentStack<>), typeof(ImmutableStack<>), typeof(IImmutableStack<>)];

    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && _stacks.Contains(typeToConvert.GetGenericTypeDefinition());

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        var element = typeToConvert.GetGenericArguments()[0];
        return (JsonConverter)Activator.CreateInstance(typeof(Of<,>).MakeGenericType(typeToConvert, element))!;
    }

    private sealed class Of<TStack, T> : JsonConverter<TStack>, IElementConverter
        where TStack : class, IEnumerable<T>
    {
        public Type ElementType => typeof(T);

        public override TStack? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var bottomFirst = JsonSerializer.Deserialize<List<T>>(ref reader, options)!;
            bottomFirst.Reverse();
            object stack = typeToConvert.GetGenericTypeDefinition() switch
            {
                var type when type == typeof(Stack<>) => new Stack<T>(bottomFirst),
                var type when type == typeof(ConcurrentStack<>) => new ConcurrentStack<T>(bottomFirst),
                _ => ImmutableStack.CreateRange(bottomFirst),
            };
            return (TStack)stack;
        }

        public override void Write(Utf8JsonWriter writer, TStack value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize<IEnumerable<T>>(writer, value, options);
    }
}
