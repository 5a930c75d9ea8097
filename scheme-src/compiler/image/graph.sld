;;; The object graph of an image: every constant, cell, descriptor and closure once, with its place.
;;;
;;; A reference is what may stand in a slot: an exact integer (the finished word of a fixnum, character or singleton) or a
;;; node. A node is one object of the image: the part it lies in, its offset there, and what it is made of.
;;;
;;;   part   0 mixed   cells                  scanned at each collection
;;;          1 plain   values only            scanned by pages that were written to
;;;          2 raw     no values
;;;
;;; Symbols, strings, numbers are one object for equal data; pairs, vectors and bytevectors keep their identity, so what the program
;;; shares is shared and what is cyclic stays so. Only empty vectors and bytevectors are always the same. There is no table by
;;; identity in portable Scheme: the objects with the same small hash of their upper structure are compared by `eq?`.
;;;
;;; Places are given in the order of first use, which follows the program. Nothing recurses on the depth of data.
;;;
;;; Does not: know addresses, or write.
(define-library (compiler image graph)
  (export make-graph graph-reference! graph-cell! graph-procedure! graph-symbol-table!
          graph-part-bytes graph-nodes graph-descriptor
          node? node-part node-offset node-tag node-kind node-type node-head node-slots)
  (import (scheme base) (machine layout) (base table) (base string-hash) (base literal-number)
          (compiler ir core) (compiler ir flow) (compiler image bytes))
  (begin
    ;; kind   pair       slots: pair of references
    ;;        values     type: typed header; slots: vector of references
    ;;        record     head: node of the descriptor, #f for a descriptor; slots: vector of references
    ;;        procedure  head: label; no slots
    ;;        bytes, units (type: by width), flonum, bignum   slots: the datum itself
    (define-record-type node
      (make-node part offset tag kind type head slots)
      node?
      (part node-part)
      (offset node-offset)
      (tag node-tag)
      (kind node-kind)
      (type node-type)
      (head node-head)
      (slots node-slots node-set-slots!))

    ;; ends: vector of the bytes used in each part; nodes: all nodes, last one first; waiting: list of thunk-free work, pairs
    ;; (node . datum) whose slots are to be filled; structures: buckets of (datum . node).
    (define-record-type graph
      (new-graph ends nodes waiting built-ins symbols strings integers flonums records structures structure-count)
      graph?
      (ends graph-ends)
      (nodes graph-nodes-reversed graph-set-nodes!)
      (waiting graph-waiting graph-set-waiting!)
      (built-ins graph-built-ins)
      (symbols graph-symbols)
      (strings graph-strings)
      (integers graph-integers)
      (flonums graph-flonums)
      (records graph-records)
      (structures graph-structures graph-set-structures!)
      (structure-count graph-structure-count graph-set-structure-count!))

    ;; (make-graph) -> a graph that holds the built-in descriptors.
    (define (make-graph)
      (let ((graph (new-graph (vector 0 0 0) '() '() (make-symbol-table) (make-symbol-table) (make-string-table)
                              (make-integer-table) (make-integer-table) (make-integer-table)
                              (make-vector 1023 '()) 0)))
        (for-each (lambda (row) (built-in-descriptor! graph (car row))) (layout-section 'records))
        (drain! graph)
        graph))

    ;; (graph-reference! graph datum) -> reference. Error: the datum cannot stand in an image.
    (define (graph-reference! graph datum)
      (let ((reference (reference! graph datum)))
        (drain! graph)
        reference))

    ;; (graph-cell! graph reference) -> node of a fresh cell with that content.
    (define (graph-cell! graph reference)
      (add-node! graph mixed-part object-tag 'values cell-type #f (vector reference) 16))

    ;; (graph-procedure! graph label) -> node of a fresh closure without free values.
    (define (graph-procedure! graph label)
      (add-node! graph plain-part procedure-tag 'procedure #f label #f 8))

    ;; (graph-symbol-table! graph) -> node: vector of lists of all symbols, by hash. No symbol may come afterwards.
    (define (graph-symbol-table! graph)
      (let* ((symbols (symbol-table-keys (graph-symbols graph)))
             (size (table-size (length symbols)))
             (buckets (make-vector size '())))
        (for-each (lambda (symbol)
                    (let ((index (remainder (string-hash-code (symbol->string symbol)) size)))
                      (vector-set! buckets index (cons symbol (vector-ref buckets index)))))
                  symbols)
        (graph-reference! graph buckets)))

    (define (table-size count)
      (let loop ((size 64)) (if (< size count) (loop (* 2 size)) size)))

    ;; (graph-part-bytes graph part) -> bytes used in the part.
    (define (graph-part-bytes graph part) (vector-ref (graph-ends graph) part))

    ;; (graph-nodes graph) -> list of all nodes, in the order of their places within each part.
    (define (graph-nodes graph) (reverse (graph-nodes-reversed graph)))

    ;; (graph-descriptor graph) -> the node of the descriptor of descriptors. Their own `head` is #f, because they come first.
    (define (graph-descriptor graph) (built-in-descriptor! graph 'descriptor))

    (define mixed-part 0)
    (define plain-part 1)
    (define raw-part 2)

    (define pair-tag (layout-number 'tags 'pair))
    (define flonum-tag (layout-number 'tags 'flonum))
    (define procedure-tag (layout-number 'tags 'procedure))
    (define object-tag (layout-number 'tags 'object))

    (define (header-type name) (layout-number 'typed-headers name))
    (define vector-type (header-type 'vector))
    (define cell-type (header-type 'cell))
    (define bytes-type (header-type 'bytes))
    (define string-buffer-1-type (header-type 'string-buffer-1))
    (define string-buffer-2-type (header-type 'string-buffer-2))
    (define string-buffer-4-type (header-type 'string-buffer-4))
    (define flonum-type (header-type 'flonum))
    (define bignum-positive-type (header-type 'bignum-positive))
    (define bignum-negative-type (header-type 'bignum-negative))

    (define (add-node! graph part tag kind type head slots bytes)
      (let* ((ends (graph-ends graph))
             (node (make-node part (vector-ref ends part) tag kind type head slots)))
        (vector-set! ends part (+ (vector-ref ends part) (round-up bytes 8)))
        (graph-set-nodes! graph (cons node (graph-nodes-reversed graph)))
        node))

    ;;; Immediates.

    (define (immediate kind payload)
      (+ (* 256 payload) (* 8 (layout-number 'immediate-kinds kind)) (layout-number 'tags 'immediate)))
    (define (singleton name) (immediate 'singleton (layout-number 'singletons name)))
    (define false-word (singleton 'false))
    (define true-word (singleton 'true))
    (define null-word (singleton 'null))
    (define eof-word (singleton 'eof))
    (define character-word (immediate 'character 0))

    (define least-fixnum (- (expt 2 60)))
    (define greatest-fixnum (- (expt 2 60) 1))

    ;;; Constants.

    (define (reference! graph datum)
      (cond ((pair? datum) (structure! graph datum))
            ((symbol? datum) (symbol! graph datum))
            ((null? datum) null-word)
            ((eq? datum #f) false-word)
            ((eq? datum #t) true-word)
            ((string? datum) (string! graph datum))
            ((char? datum) (+ character-word (* 256 (char->integer datum))))
            ((or (literal-ratio? datum) (literal-complex? datum)) (structure! graph datum))
            ((number? datum) (number! graph datum))
            ((node? datum) datum)
            ((vector? datum) (structure! graph datum))
            ((bytevector? datum) (structure! graph datum))
            ((eof-object? datum) eof-word)
            ((builtin? datum) (builtin! graph (builtin-name datum)))
            ((static-descriptor? datum) (static-descriptor! graph datum))
            (else (error "image: this cannot be a constant" datum))))

    ;; Fill the slots of what waits.
    (define (drain! graph)
      (let ((waiting (graph-waiting graph)))
        (when (pair? waiting)
          (graph-set-waiting! graph (cdr waiting))
          (fill! graph (car (car waiting)) (cdr (car waiting)))
          (drain! graph))))

    (define (wait! graph node datum)
      (graph-set-waiting! graph (cons (cons node datum) (graph-waiting graph)))
      node)

    ;; datum: a pair, or a vector of data for the slots.
    (define (fill! graph node datum)
      (if (pair? datum)
          (let* ((head (reference! graph (car datum)))
                 (tail (reference! graph (cdr datum))))
            (node-set-slots! node (cons head tail)))
          (let* ((length (vector-length datum))
                 (slots (make-vector length 0)))
            (let loop ((index 0))
              (when (< index length)
                (vector-set! slots index (reference! graph (vector-ref datum index)))
                (loop (+ index 1))))
            (node-set-slots! node slots))))

    (define (record! graph descriptor data)
      (wait! graph
             (add-node! graph plain-part object-tag 'record #f descriptor #f (* 8 (+ 1 (vector-length data))))
             data))

    (define (symbol! graph symbol)
      (or (symbol-table-ref (graph-symbols graph) symbol #f)
          (let* ((name (symbol->string symbol))
                 (node (record! graph (built-in-descriptor! graph 'symbol)
                                (vector (buffered-string! graph name) (string-hash-code name)))))
            (symbol-table-set! (graph-symbols graph) symbol node)
            node)))

    (define (string! graph string)
      (or (string-table-ref (graph-strings graph) string #f)
          (let ((node (buffered-string! graph string)))
            (string-table-set! (graph-strings graph) string node)
            node)))

    (define (buffered-string! graph string)
      (let* ((unit (string-unit string))
             (type (case unit ((1) string-buffer-1-type) ((2) string-buffer-2-type) (else string-buffer-4-type)))
             (buffer (add-node! graph raw-part object-tag 'units type #f string (+ 8 (* unit (string-length string))))))
        (record! graph (built-in-descriptor! graph 'string) (vector buffer))))

    ;; Bytes that the widest character needs: 1, 2 or 4.
    (define (string-unit string)
      (let loop ((index 0) (unit 1))
        (if (= index (string-length string))
            unit
            (let ((code (char->integer (string-ref string index))))
              (cond ((< code 256) (loop (+ index 1) unit))
                    ((< code 65536) (loop (+ index 1) 2))
                    (else 4))))))

    (define (number! graph number)
      (cond ((not (exact? number)) (flonum! graph number))
            ((not (integer? number)) (error "image: this number cannot be a constant" number))
            ((<= least-fixnum number greatest-fixnum) (* 8 number))
            (else (bignum! graph number))))

    (define (flonum! graph number)
      (let ((key (flonum-key number)))
        (let find ((entries (integer-table-ref (graph-flonums graph) key '())))
          (cond ((null? entries)
                 (let ((node (add-node! graph raw-part flonum-tag 'flonum flonum-type #f number 16)))
                   (integer-table-update! (graph-flonums graph) key (lambda (old) (cons node old)) '())
                   node))
                ((eqv? (node-slots (car entries)) number) (car entries))
                (else (find (cdr entries)))))))

    ;; Any integer that equal flonums share.
    (define (flonum-key number)
      (if (< -1e15 number 1e15) (exact (truncate (* number 64.0))) 0))

    (define (bignum! graph number)
      (or (integer-table-ref (graph-integers graph) number #f)
          (let* ((type (if (< number 0) bignum-negative-type bignum-positive-type))
                 (node (add-node! graph raw-part object-tag 'bignum type #f number
                                  (+ 8 (* 8 (limb-count (abs number)))))))
            (integer-table-set! (graph-integers graph) number node)
            node)))

    (define (limb-count magnitude)
      (if (= magnitude 0) 0 (+ 1 (limb-count (quotient magnitude 18446744073709551616)))))

    ;;; Descriptors: name, size, raw-mask, fields, parent, uid.

    (define (builtin! graph name)
      (if (assq name (layout-section 'singletons))
          (singleton name)
          (built-in-descriptor! graph name)))

    ;; Built-in ones have their row's number as uid, by which the kernel knows continuations; they are filed under -1 - row.
    (define (built-in-descriptor! graph name)
      (or (symbol-table-ref (graph-built-ins graph) name #f)
          (let ((node (make-built-in-descriptor! graph name)))
            (symbol-table-set! (graph-built-ins graph) name node)
            node)))

    (define (make-built-in-descriptor! graph name)
      (let find ((rows (layout-section 'records)) (index 0))
        (cond ((null? rows) (error "image: no such built-in record" name))
              ((eq? (car (car rows)) name)
               (descriptor! graph (- -1 index) name (map car (cdr (car rows))) (raw-mask (cdr (car rows))) index))
              (else (find (cdr rows) (+ index 1))))))

    (define (raw-mask slots)
      (let loop ((slots slots) (bit 1) (mask 0))
        (cond ((null? slots) mask)
              ((eq? (cadr (car slots)) 'value) (loop (cdr slots) (* 2 bit) mask))
              (else (loop (cdr slots) (* 2 bit) (+ mask bit))))))

    (define (static-descriptor! graph descriptor)
      (descriptor! graph (static-descriptor-id descriptor) (static-descriptor-name descriptor)
                   (static-descriptor-fields descriptor) 0 #f))

    (define (descriptor! graph key name fields mask uid)
      (or (integer-table-ref (graph-records graph) key #f)
          (let ((node (add-node! graph plain-part object-tag 'record #f #f #f (* 8 7))))
            (integer-table-set! (graph-records graph) key node)
            (wait! graph node (vector name (length fields) mask fields #f uid)))))

    ;;; Pairs, vectors, bytevectors: by identity; ratios and complex numbers by eqv?.

    (define (structure! graph datum)
      (let* ((buckets (graph-structures graph))
             (hash (structure-hash datum 4))
             (index (remainder hash (vector-length buckets)))
             (entry (if (empty? datum)
                        (assoc datum (vector-ref buckets index))
                        (assv datum (vector-ref buckets index)))))
        (if entry
            (cdr entry)
            (let ((node (structure-node! graph datum)))
              (vector-set! buckets index (cons (cons datum node) (vector-ref buckets index)))
              (graph-set-structure-count! graph (+ 1 (graph-structure-count graph)))
              (when (> (graph-structure-count graph) (* 2 (vector-length buckets)))
                (grow-structures! graph))
              node))))

    (define (empty? datum)
      (cond ((vector? datum) (= 0 (vector-length datum)))
            ((bytevector? datum) (= 0 (bytevector-length datum)))
            (else #f)))

    (define (structure-node! graph datum)
      (cond ((literal-ratio? datum)
             (let ((descriptor (built-in-descriptor! graph 'ratnum)))
               (record! graph descriptor (vector (literal-ratio-numerator datum) (literal-ratio-denominator datum)))))
            ((literal-complex? datum)
             (let ((descriptor (built-in-descriptor! graph 'compnum)))
               (record! graph descriptor (vector (literal-complex-real datum) (literal-complex-imaginary datum)))))
            ((pair? datum) (wait! graph (add-node! graph plain-part pair-tag 'pair #f #f #f 16) datum))
            ((vector? datum)
             (wait! graph
                    (add-node! graph plain-part object-tag 'values vector-type #f #f (* 8 (+ 1 (vector-length datum))))
                    datum))
            (else (add-node! graph raw-part object-tag 'bytes bytes-type #f datum (+ 8 (bytevector-length datum))))))

    (define (grow-structures! graph)
      (let* ((old (graph-structures graph))
             (size (+ 1 (* 4 (vector-length old))))
             (buckets (make-vector size '())))
        (vector-for-each
         (lambda (bucket)
           (for-each (lambda (entry)
                       (let ((index (remainder (structure-hash (car entry) 4) size)))
                         (vector-set! buckets index (cons entry (vector-ref buckets index)))))
                     bucket))
         old)
        (graph-set-structures! graph buckets)))

    ;; A number below 2^30 from the upper `depth` levels.
    (define (structure-hash datum depth)
      (cond ((pair? datum)
             (if (= depth 0)
                 7
                 (remainder (+ (* 31 (structure-hash (car datum) (- depth 1)))
                               (* 17 (structure-hash (cdr datum) (- depth 1)))
                               3)
                            1073741789)))
            ((symbol? datum) (atom-hash (symbol->string datum)))
            ((string? datum) (atom-hash datum))
            ((char? datum) (char->integer datum))
            ((vector? datum)
             (let ((length (vector-length datum)))
               (if (or (= depth 0) (= length 0))
                   (+ 11 length)
                   (remainder (+ (* 31 length)
                                 (* 37 (structure-hash (vector-ref datum 0) (- depth 1)))
                                 (* 41 (structure-hash (vector-ref datum (quotient length 2)) (- depth 1)))
                                 (* 43 (structure-hash (vector-ref datum (- length 1)) (- depth 1))))
                              1073741789))))
            ((bytevector? datum) (+ 13 (bytevector-length datum)))
            ((exact-integer? datum) (remainder (abs datum) 1073741789))
            ((null? datum) 5)
            (else 1)))

    ;; From the length and five characters; names that differ only elsewhere are rare.
    (define (atom-hash string)
      (let ((length (string-length string)))
        (define (character index) (char->integer (string-ref string index)))
        (if (< length 2)
            (if (= length 0) 1 (character 0))
            (+ (* 65539 length)
               (* 8191 (character 0))
               (* 1021 (character (quotient length 3)))
               (* 257 (character (quotient (* 2 length) 3)))
               (* 31 (character (- length 2)))
               (character (- length 1))))))))
