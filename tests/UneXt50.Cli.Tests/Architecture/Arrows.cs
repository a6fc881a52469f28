using System.Reflection;
using System.Reflection.Emit;
using System.Text.Json.Serialization;

namespace UneXt50.Cli.Tests.Architecture;

/// <summary>One room using another, with the types of one place where it does.</summary>
internal sealed record Arrow(string From, string To, string Example);

/// <summary>Finds the arrows between the rooms of an assembly: in signatures, fields and the code of methods.</summary>
internal static class Arrows
{
    private const string Root = "UneXt50";

    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static IEnumerable<Arrow> Of(Assembly assembly) => assembly.GetTypes()
        // What names all shapes of JSON in one place is no arrow.
        .Where(type => !typeof(JsonSerializerContext).IsAssignableFrom(Outermost(type)))
        .SelectMany(type => Used(type).SelectMany(Parts)
            .Where(used => used.Assembly == assembly && !typeof(JsonSerializerContext).IsAssignableFrom(Outermost(used)))
            .Select(used => new Arrow(RoomOf(type), RoomOf(used), $"{Outermost(type).Name} uses {Outermost(used).Name}")))
        .Where(arrow => arrow.From != arrow.To && arrow.From.Length > 0 && arrow.To.Length > 0)
        .Distinct();

    /// <summary>The room of a type; empty for what the compiler adds.</summary>
    private static string RoomOf(Type type)
    {
        var outermost = Outermost(type);
        return outermost.Namespace switch
        {
            Root => outermost.Name switch
            {
                "UneXt50Model" or "ModelCard" or "ModelOptions" => outermost.Name,
                "InferenceEngine" => "ModelOptions",
                _ => "System",
            },
            "UneXt50.Toolchain" => "Import",
            "UneXt50.Cameras" => outermost.Name switch
            {
                "CameraSpec" or "CameraList" or "CameraAdvice" => "Choice",
                "HeldLabels" or "LabelHold" => "Pipeline",
                { } name when name.StartsWith("CameraFeed", StringComparison.Ordinal)
                    || name.StartsWith("CameraPipeline", StringComparison.Ordinal) => "Pipeline",
                _ => "Ground",
            },
            { } name when name.StartsWith("UneXt50.Toolchain.", StringComparison.Ordinal)
                || name.StartsWith("UneXt50.Cameras.", StringComparison.Ordinal)
                || name.StartsWith("UneXt50.Diagnostics.", StringComparison.Ordinal) => name.Split('.')[2],
            { } name when name.StartsWith(Root + ".", StringComparison.Ordinal) => name.Split('.')[1],
            _ => "",
        };
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    /// <summary>A type, and those it is made of.</summary>
    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType) return Parts(type.GetElementType()!);
        return type.IsConstructedGenericType
            ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()) : [type];
    }

    private static IEnumerable<Type> Used(Type type)
    {
        if (type.BaseType is { } parent) yield return parent;
        foreach (var implemented in type.GetInterfaces()) yield return implemented;
        foreach (var field in type.GetFields(All)) yield return field.FieldType;
        foreach (var method in type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All)))
        {
            if (method is MethodInfo { ReturnType: var returned }) yield return returned;
            foreach (var parameter in method.GetParameters()) yield return parameter.ParameterType;
            foreach (var used in UsedByCode(method)) yield return used;
        }
    }

    private static IEnumerable<Type> UsedByCode(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body) yield break;
        foreach (var local in body.LocalVariables) yield return local.LocalType;
        foreach (var clause in body.ExceptionHandlingClauses)
        {
            if (clause is { Flags: ExceptionHandlingClauseOptions.Clause, CatchType: { } caught }) yield return caught;
        }

        var typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        foreach (var token in Tokens(body.GetILAsByteArray()!))
        {
            var member = method.Module.ResolveMember(token, typeArguments, methodArguments)!;
            if (member is Type type) yield return type;
            if (member.DeclaringType is { } declaring) yield return declaring;
            if (member is MethodInfo { IsGenericMethod: true } generic)
            {
                foreach (var argument in generic.GetGenericArguments()) yield return argument;
            }
        }
    }

    /// <summary>The members that code names (ECMA-335, III.1.9).</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var i = 0; i < code.Length;)
        {
            var value = code[i] == 0xFE ? (short)(0xFE00 | code[i + 1]) : code[i];
            var opCode = OpCodes[value];
            i += opCode.Size;
            if (opCode.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType
                or OperandType.InlineTok)
            {
                yield return BitConverter.ToInt32(code, i);
            }

            i += opCode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, i)),
                _ => 4,
            };
        }
    }
}
