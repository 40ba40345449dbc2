/*
 * The C side of `deno task bench decode`: the network of src/model/transformer.ts one token at a time, on one thread,
 * in plain loops, in the manner of llama2.c (weights [out, in], a ring of keys and values, int8 by groups).
 *
 * Usage: decode FILE, which scripts/bench/decode_inputs.ts writes. For each line "fp32|int8 STREAMS STEPS [LOGITS]" of
 * standard input it decodes STEPS more positions of each stream, one stream after another, and prints the seconds that
 * took; LOGITS is a file for the logits, [STREAMS, STEPS, vocabulary].
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Weights, and inputs, of one scale in int8. */
enum { GROUP = 64 };

typedef struct {
    int32_t layers, dim, heads, hidden, window, vocabulary, rows, features, field, streams, positions;
} Header;

/* [out, in]: floats, and the same rounded to integers with a scale for each group of a row, padded by zeros. */
typedef struct {
    int out, in, groups;
    float *weights;
    int8_t *codes;
    float *scales;
} Matrix;

typedef struct {
    Matrix qkv, out, up, down;
} Layer;

/* What a stream remembers: its position, and keys and values [layer, slot, dim]. */
typedef struct {
    int position;
    float *keys, *values;
} Stream;

static Header header;
static int32_t *indices;   /* [streams, positions, features] */
static float *field_values; /* [streams, positions, field] */
static float *embedding;   /* [rows, dim] */
static Matrix field, head;
static Layer *layers;
static float *residual, *normed, *qkv, *mixed, *branch, *hidden, *scores, *logits;
static int8_t *input_codes;
static float *input_scales;

static void *allocate(size_t count, size_t size) {
    void *memory = calloc(count, size);
    if (memory == NULL) {
        fprintf(stderr, "decode: out of memory\n");
        exit(1);
    }
    return memory;
}

static void *read_array(FILE *file, size_t count) {
    void *array = allocate(count, 4);
    if (fread(array, 4, count, file) != count) {
        fprintf(stderr, "decode: the file is cut off\n");
        exit(1);
    }
    return array;
}

static void quantise(int8_t *codes, float *scales, const float *values, int count) {
    for (int group = 0; group * GROUP < count; group++) {
        int start = group * GROUP, end = start + GROUP < count ? start + GROUP : count;
        float largest = 0;
        for (int i = start; i < end; i++) largest = fmaxf(largest, fabsf(values[i]));
        float scale = largest / 127, inverse = largest > 0 ? 127 / largest : 0;
        scales[group] = scale;
        for (int i = start; i < end; i++) codes[i] = (int8_t)rintf(values[i] * inverse);
        for (int i = end; i < start + GROUP; i++) codes[i] = 0;
    }
}

static Matrix read_matrix(FILE *file, int out, int in) {
    Matrix matrix = {out, in, (in + GROUP - 1) / GROUP, read_array(file, (size_t)out * in), NULL, NULL};
    size_t groups = (size_t)out * matrix.groups;
    matrix.codes = allocate(groups, GROUP);
    matrix.scales = allocate(groups, sizeof(float));
    for (int row = 0; row < out; row++) {
        size_t first = (size_t)row * matrix.groups;
        quantise(matrix.codes + first * GROUP, matrix.scales + first, matrix.weights + (size_t)row * in, in);
    }
    return matrix;
}

static void multiply(float *result, const float *input, const Matrix *matrix) {
    const int in = matrix->in;
    for (int row = 0; row < matrix->out; row++) {
        const float *weights = matrix->weights + (size_t)row * in;
        float sum = 0;
        for (int i = 0; i < in; i++) sum += weights[i] * input[i];
        result[row] = sum;
    }
}

static void multiply_int8(float *result, const float *input, const Matrix *matrix) {
    const int groups = matrix->groups;
    quantise(input_codes, input_scales, input, matrix->in);
    for (int row = 0; row < matrix->out; row++) {
        const int8_t *codes = matrix->codes + (size_t)row * groups * GROUP;
        const float *scales = matrix->scales + (size_t)row * groups;
        float sum = 0;
        for (int group = 0; group < groups; group++) {
            int32_t products = 0;
            for (int i = 0; i < GROUP; i++) {
                products += (int32_t)codes[group * GROUP + i] * (int32_t)input_codes[group * GROUP + i];
            }
            sum += (float)products * scales[group] * input_scales[group];
        }
        result[row] = sum;
    }
}

static void linear(float *result, const float *input, const Matrix *matrix, int int8) {
    if (int8) multiply_int8(result, input, matrix);
    else multiply(result, input, matrix);
}

static void normalise(float *result, const float *input) {
    float sum = 0;
    for (int i = 0; i < header.dim; i++) sum += input[i] * input[i];
    float factor = 1 / sqrtf(sum / header.dim + 1e-6f);
    for (int i = 0; i < header.dim; i++) result[i] = factor * input[i];
}

static void attend(const float *keys, const float *values, int seen) {
    const int dim = header.dim, size = dim / header.heads;
    const float factor = 1 / sqrtf(size);
    for (int first = 0; first < dim; first += size) {
        float most = -1e30f, total = 0;
        for (int slot = 0; slot < seen; slot++) {
            float score = 0;
            for (int i = 0; i < size; i++) score += qkv[first + i] * keys[slot * dim + first + i];
            scores[slot] = score * factor;
            most = fmaxf(most, scores[slot]);
        }
        for (int slot = 0; slot < seen; slot++) {
            scores[slot] = expf(scores[slot] - most);
            total += scores[slot];
        }
        for (int i = 0; i < size; i++) mixed[first + i] = 0;
        for (int slot = 0; slot < seen; slot++) {
            const float weight = scores[slot] / total;
            for (int i = 0; i < size; i++) mixed[first + i] += weight * values[slot * dim + first + i];
        }
    }
}

/* Leaves the logits of the stream's next position. */
static void step(Stream *stream, int index, int int8) {
    const int dim = header.dim, position = stream->position++;
    const size_t at = (size_t)index * header.positions + position % header.positions;
    linear(branch, field_values + at * header.field, &field, int8);
    for (int feature = 0; feature < header.features; feature++) {
        const float *row = embedding + (size_t)indices[at * header.features + feature] * dim;
        for (int i = 0; i < dim; i++) branch[i] += row[i];
    }
    normalise(residual, branch);
    const int slot = position % header.window;
    const int seen = position < header.window ? position + 1 : header.window;
    for (int layer = 0; layer < header.layers; layer++) {
        const Layer *own = layers + layer;
        float *keys = stream->keys + (size_t)layer * header.window * dim;
        float *values = stream->values + (size_t)layer * header.window * dim;
        normalise(normed, residual);
        linear(qkv, normed, &own->qkv, int8);
        memcpy(keys + (size_t)slot * dim, qkv + dim, dim * sizeof(float));
        memcpy(values + (size_t)slot * dim, qkv + 2 * dim, dim * sizeof(float));
        attend(keys, values, seen);
        linear(branch, mixed, &own->out, int8);
        for (int i = 0; i < dim; i++) residual[i] += branch[i];
        normalise(normed, residual);
        linear(hidden, normed, &own->up, int8);
        for (int i = 0; i < header.hidden; i++) hidden[i] = hidden[i] > 0 ? hidden[i] * hidden[i] : 0;
        linear(branch, hidden, &own->down, int8);
        for (int i = 0; i < dim; i++) residual[i] += branch[i];
    }
    normalise(normed, residual);
    linear(logits, normed, &head, int8);
}

static void load(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL || fread(&header, sizeof header, 1, file) != 1) {
        fprintf(stderr, "decode: cannot read %s\n", path);
        exit(1);
    }
    const size_t positions = (size_t)header.streams * header.positions;
    const int dim = header.dim, wide = header.hidden, largest = wide > dim ? wide : dim;
    indices = read_array(file, positions * header.features);
    field_values = read_array(file, positions * header.field);
    embedding = read_array(file, (size_t)header.rows * dim);
    field = read_matrix(file, dim, header.field);
    layers = allocate(header.layers, sizeof(Layer));
    for (int i = 0; i < header.layers; i++) {
        layers[i].qkv = read_matrix(file, 3 * dim, dim);
        layers[i].out = read_matrix(file, dim, dim);
        layers[i].up = read_matrix(file, wide, dim);
        layers[i].down = read_matrix(file, dim, wide);
    }
    head = read_matrix(file, header.vocabulary, dim);
    fclose(file);
    residual = allocate(dim, sizeof(float));
    normed = allocate(dim, sizeof(float));
    qkv = allocate(3 * dim, sizeof(float));
    mixed = allocate(dim, sizeof(float));
    branch = allocate(dim, sizeof(float));
    hidden = allocate(wide, sizeof(float));
    scores = allocate(header.window, sizeof(float));
    logits = allocate(header.vocabulary, sizeof(float));
    const int groups = ((header.field > largest ? header.field : largest) + GROUP - 1) / GROUP;
    input_codes = allocate(groups, GROUP);
    input_scales = allocate(groups, sizeof(float));
}

static Stream *start(int streams) {
    const size_t slots = (size_t)header.layers * header.window * header.dim;
    Stream *started = allocate(streams, sizeof(Stream));
    for (int i = 0; i < streams; i++) {
        started[i] = (Stream){0, allocate(slots, sizeof(float)), allocate(slots, sizeof(float))};
    }
    return started;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + 1e-9 * time.tv_nsec;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: decode FILE\n");
        return 2;
    }
    load(argv[1]);
    Stream **started = allocate(2 * (header.streams + 1), sizeof(Stream *));
    char line[4096], format[16], path[4000];
    int streams, steps, parts;
    while (fgets(line, sizeof line, stdin)) {
        parts = sscanf(line, "%15s %d %d %3999[^\n]", format, &streams, &steps, path);
        const int int8 = strcmp(format, "int8") == 0;
        if (parts < 3 || (!int8 && strcmp(format, "fp32") != 0) || streams < 1 || streams > header.streams) {
            fprintf(stderr, "decode: cannot do: %s", line);
            return 2;
        }
        Stream **own = started + 2 * streams + int8;
        if (*own == NULL) *own = start(streams);
        FILE *file = parts == 4 ? fopen(path, "wb") : NULL;
        const double began = now();
        for (int i = 0; i < streams; i++) {
            for (int t = 0; t < steps; t++) {
                step(*own + i, i, int8);
                if (file) fwrite(logits, sizeof(float), header.vocabulary, file);
            }
        }
        const double seconds = now() - began;
        if (file && fclose(file) != 0) return 1;
        printf("%.9f\n", seconds);
        fflush(stdout);
    }
    return 0;
}
