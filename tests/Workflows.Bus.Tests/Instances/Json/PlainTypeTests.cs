using System.Numerics;
using System.Text.Json.Serialization;
using MassTransit.Serialization;
using Workflows.Instances;
using Workflows.Instances.Json;

namespace Workflows.Tests.Instances.Json;

/// <summary>Only types with code of the application between value and text pay for a look at each value.</summary>
public sealed class PlainTypeTests
{
    private static bool IsPlain<T>() => PlainType.Is(typeof(T), WorkflowJson.ForStates().Options);

    private sealed class Cart
    {
        public Guid Id { get; set; }

        public List<Line> Lines { get; set; } = [];

        public Line[] More { get; } = [];

        public (int Number, string Text) Pair { get; set; }

        public Stack<BigInteger?> Stack { get; set; } = new();

        public DateTimeOffset? At { get; private set; }

        public object? Json { get; set; }

        public int Field = 1;

        internal string? Note { get; set; }

        public decimal Total => Lines.Sum(line => line.Price);

        [JsonConverter(typeof(JsonStringEnumConverter<DayOfWeek>))]
        public DayOfWeek Day { get; set; }

        public void Touch() => At = DateTimeOffset.UnixEpoch;
    }

    private sealed record Line(string Name, decimal Price);

    private readonly record struct Point(int X, string Y);

    private sealed class Nested
    {
        public List<Counter?> Counters { get; set; } = [];
    }

    private sealed class Counter
    {
        private int _count;

        public int Count => _count;

        public void Add() => _count++;
    }

    private sealed class Trimming
    {
        public string? Name { get; set => field = value?.Trim(); }
    }

    private sealed class Made(int number)
    {
        public int Number { get; } = number / 2;
    }

    private sealed class Seen
    {
        public HashSet<string> Set { get; set; } = [];
    }

    private sealed class Bags
    {
        public IList<int> Numbers { get; set; } = [];
    }

    private sealed class Woken : IJsonOnDeserialized
    {
        public int Number { get; set; }

        public void OnDeserialized() => Number = 0;
    }

    private sealed record Untyped(object? Value);

    [Fact]
    public void Types_of_which_the_shape_of_the_text_says_all()
    {
        IsPlain<Cart>().ShouldBeTrue();
        IsPlain<Line>().ShouldBeTrue();
        IsPlain<Point>().ShouldBeTrue();
        IsPlain<Order>().ShouldBeTrue();
    }

    [Fact]
    public void Types_of_which_each_value_is_looked_at()
    {
        IsPlain<Counter>().ShouldBeFalse();
        IsPlain<Nested>().ShouldBeFalse();
        IsPlain<Trimming>().ShouldBeFalse();
        IsPlain<Made>().ShouldBeFalse();
        IsPlain<Seen>().ShouldBeFalse();
        IsPlain<Bags>().ShouldBeFalse();
        IsPlain<Woken>().ShouldBeFalse();
    }

    [Fact]
    public void Messages_go_by_the_options_of_the_bus()
    {
        PlainType.Is(typeof(Point), SystemTextJsonMessageSerializer.Options).ShouldBeTrue();
        PlainType.Is(typeof(Untyped), SystemTextJsonMessageSerializer.Options).ShouldBeFalse();
        IsPlain<Untyped>().ShouldBeTrue();
    }
}
