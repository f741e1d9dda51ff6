using System.Collections;
using System.Text.Json;

namespace Workflows.Tests;

/// <summary>Exceptions whose members throw, or give nothing.</summary>
internal static class UnreadableExceptions
{
    public static readonly string[] Kinds = ["message", "null message", "text", "null text", "stack", "data", "inner", "json"];

    public static Exception Of(string kind) => kind switch
    {
        "message" => new WithoutMessage(),
        "null message" => new WithNullMessage(),
        "text" => new WithoutText(),
        "null text" => new WithNullText(),
        "stack" => new WithoutStack(),
        "data" => new WithoutData(),
        "inner" => new InvalidOperationException("outer", new WithoutMessage()),
        "json" => new OddJson(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private sealed class WithoutMessage : Exception
    {
        public override string Message => throw new InvalidTimeZoneException();
    }

    private sealed class WithNullMessage : Exception
    {
        public override string Message => null!;
    }

    private sealed class WithoutText() : Exception("its text throws")
    {
        public override string ToString() => throw new InvalidTimeZoneException();
    }

    private sealed class WithNullText() : Exception("its text is null")
    {
        public override string ToString() => null!;
    }

    private sealed class WithoutStack() : Exception("its stack throws")
    {
        public override string StackTrace => throw new InvalidTimeZoneException();
    }

    private sealed class WithoutData() : Exception("its data throw")
    {
        public override IDictionary Data => throw new InvalidTimeZoneException();
    }

    private sealed class OddJson : JsonException
    {
        public override string Message => throw new InvalidTimeZoneException();
    }
}
