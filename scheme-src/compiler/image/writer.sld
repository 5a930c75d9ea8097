;;; The image writer: from code chunks, globals and constants to the bytes of an image. See the image header in
;;; (machine layout) for the format, and ARCHITECTURE.md for what the kernel does with it.
;;;
;;;   header page | mixed | plain | raw | code | relocations        every part padded to whole pages
;;;
;;; 1. Chunks get their places in the code part; labels and stubs learn them.
;;; 2. Globals, names, literals and targets of relocations become references into the object graph.
;;; 3. Now all sizes are known: objects, code and header are stored into one bytevector.
;;;
;;; A program is (make-image-program chunks globals main file-names):
;;;   chunks      list of $code of (compiler back code), stubs among them, one of which is named `start`
;;;   globals     list of globals of (compiler ir closed): each becomes a cell, in this order
;;;   main        label of the procedure for the register-file word `main`
;;;   file-names  vector of strings, for positions
;;;
;;; The register-file word `libraries` begins as a list of (stub . offset of its first instruction in the code part), for the
;;; installer of the running system; the program may put something larger around it.
;;;
;;; The output depends on the program only. Does not: write executables; see (compiler image executable).
(define-library (compiler image writer)
  (export make-image-program image-bytes write-image)
  (import (scheme base) (scheme file) (machine layout) (base table)
          (compiler ir core) (compiler ir closed) (only (compiler ir flow) make-builtin) (compiler back code)
          (compiler image bytes) (compiler image checksum) (compiler image flonum) (compiler image graph) (base string-hash)
          (scheme write))
  (begin
    (define-record-type image-program
      (make-image-program chunks globals main file-names)
      image-program?
      (chunks program-chunks)
      (globals program-globals)
      (main program-main)
      (file-names program-file-names))

    ;; (write-image path program): writes the image file.
    (define (write-image path program)
      (let ((port (open-binary-output-file path)))
        (write-bytevector (image-bytes program) port)
        (close-port port)))

    ;; (image-bytes program) -> bytevector: the image.
    (define (image-bytes program)
      (let* ((graph (make-graph))
             (stubs (make-symbol-table))
             (placed (place-chunks (program-chunks program) stubs))
             (roots (link! program graph stubs placed))
             (plan (make-plan graph placed))
             (bytes (make-bytevector (plan-total plan) 0)))
        (store-objects! bytes plan graph)
        (store-code! bytes plan placed)
        (store-header! bytes plan roots (stub-address stubs 'start plan))
        bytes))

    ;;; 1. Places of chunks.

    ;; A chunk with its place: offset in the code part, references of name, info and literals, and for each relocation what its
    ;; target is: a node, or a pair (placed . offset in its object). closure: the node of the closure without free values.
    (define-record-type placed
      (make-placed chunk object offset name info literals targets closure)
      placed?
      (chunk placed-chunk)
      (object placed-object)
      (offset placed-offset)
      (name placed-name placed-set-name!)
      (info placed-info placed-set-info!)
      (literals placed-literals placed-set-literals!)
      (targets placed-targets placed-set-targets!)
      (closure placed-closure placed-set-closure!))

    (define (place-chunks chunks stubs)
      (let loop ((chunks chunks) (offset 0) (all '()))
        (if (null? chunks)
            (reverse all)
            (let* ((chunk (car chunks))
                   (object (code->object-bytes chunk))
                   (placed (make-placed chunk object offset #f #f '() '() #f))
                   (label (code-label chunk)))
              (if (symbol? label)
                  (symbol-table-set! stubs label placed)
                  (label-set-slot! label placed))
              (loop (cdr chunks)
                    (+ offset (bytevector-length object))
                    (cons placed all))))))

    ;;; 2. References.

    ;; Returns the list of references for the header: the descriptor of continuations, the register-file words from `continuation` on.
    (define (link! program graph stubs all)
      (for-each (lambda (global)
                  (global-set-slot! global (graph-cell! graph (global-reference graph global))))
                (program-globals program))
      (for-each (lambda (placed) (link-chunk! graph stubs placed)) all)
      (let* ((main (closure-node! graph (program-main program)))
             (file-names (graph-reference! graph (program-file-names program)))
             (libraries (graph-reference! graph (stub-offsets stubs)))
             (false (graph-reference! graph #f))
             (descriptor (graph-reference! graph (make-builtin 'continuation))))
        ;; continuation dynamic-state symbol-table file-names libraries main interrupt-handler error-handler
        (list descriptor
              false false (graph-symbol-table! graph) file-names libraries main false false)))

    (define (global-reference graph global)
      (let ((value (global-value global)))
        (cond ((not value) unassigned-word)
              ((static-closure? value) (closure-node! graph (static-closure-label value)))
              (else (graph-reference! graph (const-value value))))))

    (define unassigned-word
      (+ (* 256 (layout-number 'singletons 'unassigned))
         (* 8 (layout-number 'immediate-kinds 'singleton))
         (layout-number 'tags 'immediate)))

    (define (closure-node! graph label)
      (let ((placed (placed-of label)))
        (or (placed-closure placed)
            (let ((node (graph-procedure! graph label)))
              (placed-set-closure! placed node)
              node))))

    (define (placed-of label)
      (or (label-slot label) (error "image: no code for this procedure" (label-name label))))

    (define (link-chunk! graph stubs placed)
      (let ((chunk (placed-chunk placed)))
        (placed-set-name! placed (graph-reference! graph (code-name chunk)))
        (placed-set-info! placed (graph-reference! graph (code-info chunk)))
        (placed-set-literals! placed
                              (map-in-order (lambda (literal) (target graph stubs (car literal) (cdr literal)))
                                            (code-literals chunk)))
        (placed-set-targets! placed
                             (map-in-order (lambda (relocation)
                                             (target graph stubs (relocation-target-kind relocation)
                                                     (relocation-target relocation)))
                                           (code-relocations chunk)))))

    ;; The order in which `map` works is a host's business, and places follow the order of first use.
    (define (map-in-order procedure list)
      (let loop ((list list) (results '()))
        (if (null? list)
            (reverse results)
            (loop (cdr list) (cons (procedure (car list)) results)))))

    ;; What a relocation or literal refers to: a reference, or (placed . offset in its object).
    (define (target graph stubs kind target)
      (case kind
        ((constant) (graph-reference! graph target))
        ((builtin) (graph-reference! graph (make-builtin target)))
        ((global) (or (global-slot target) (error "image: this global is not in the program" (global-name target))))
        ((closure) (closure-node! graph target))
        ((stub) (let ((placed (stub-named stubs target))) (cons placed (placed-instructions-start placed))))
        ((clause) (let ((placed (placed-of (car target))))
                    (cons placed (+ (placed-instructions-start placed)
                                    (list-ref (code-clause-offsets (placed-chunk placed)) (cdr target))))))
        ((code) (let ((placed (placed-of target))) (cons placed (entry-offset placed))))
        ((object) (cons (placed-of target) 0))
        (else (error "image: no such kind of target" kind))))

    (define (stub-named stubs name)
      (or (symbol-table-ref stubs name #f) (error "image: no such stub" name)))
    (define (stub-address stubs name plan)
      (let ((placed (stub-named stubs name)))
        (code-address plan (cons placed (placed-instructions-start placed)))))
    ;; ((stub . offset in the code part) …), in the order of the chunks.
    (define (stub-offsets stubs)
      (map-in-order (lambda (name)
                      (let ((placed (stub-named stubs name)))
                        (cons name (+ (placed-offset placed) (placed-instructions-start placed)))))
                    (symbol-table-keys stubs)))

    (define (placed-instructions-start placed) (code-instructions-start (placed-chunk placed)))
    (define (entry-offset placed) (+ (placed-instructions-start placed) (code-entry-offset (placed-chunk placed))))

    ;;; 3. Storing.

    (define image-base (layout-number 'image 'base))
    (define page-bytes (layout-number 'image 'page-bytes))

    ;; Offsets in the file of the parts, and sizes; total: bytes of the whole.
    (define-record-type plan
      (new-plan parts code code-bytes relocation relocation-bytes total)
      plan?
      (parts plan-parts)                  ; vector: offsets of mixed, plain, raw
      (code plan-code)
      (code-bytes plan-code-bytes)
      (relocation plan-relocation)
      (relocation-bytes plan-relocation-bytes)
      (total plan-total))

    (define (make-plan graph all)
      (let* ((mixed page-bytes)
             (plain (round-up (+ mixed (graph-part-bytes graph 0)) page-bytes))
             (raw (round-up (+ plain (graph-part-bytes graph 1)) page-bytes))
             (code (round-up (+ raw (graph-part-bytes graph 2)) page-bytes))
             (code-bytes (code-size all))
             (relocation (round-up (+ code code-bytes) page-bytes))
             (relocation-bytes (* 4 (absolute-count all))))
        (new-plan (vector mixed plain raw) code code-bytes relocation relocation-bytes
                  (round-up (+ relocation relocation-bytes) page-bytes))))

    (define (code-size all)
      (let loop ((all all) (size 0))
        (if (null? all)
            size
            (loop (cdr all) (+ (placed-offset (car all)) (round-up (bytevector-length (placed-object (car all))) 16))))))

    (define (absolute-count all)
      (let loop ((all all) (count 0))
        (if (null? all)
            count
            (let count-in ((relocations (code-relocations (placed-chunk (car all)))) (count count))
              (cond ((null? relocations) (loop (cdr all) count))
                    ((eq? (relocation-kind (car relocations)) 'relative-32) (count-in (cdr relocations) count))
                    (else (count-in (cdr relocations) (+ count 1))))))))

    ;; Addresses and words.

    (define (node-file-offset plan node) (+ (vector-ref (plan-parts plan) (node-part node)) (node-offset node)))

    (define (code-address plan target)
      (+ image-base (plan-code plan) (placed-offset (car target)) (cdr target)))

    (define (reference-word plan reference)
      (cond ((node? reference) (+ image-base (node-file-offset plan reference) (node-tag reference)))
            ((pair? reference) (code-address plan reference))
            (else reference)))

    ;; Objects.

    (define header-tag (layout-number 'tags 'header))

    (define (store-objects! bytes plan graph)
      (let ((descriptor (graph-descriptor graph)))
        (for-each (lambda (node) (store-node! bytes plan descriptor node)) (graph-nodes graph)))
      (let ((parts (plan-parts plan)))
        (fill-page! bytes (+ (vector-ref parts 0) (graph-part-bytes graph 0)) (vector-ref parts 1))
        (fill-page! bytes (+ (vector-ref parts 1) (graph-part-bytes graph 1)) (vector-ref parts 2))
        (fill-page! bytes (+ (vector-ref parts 2) (graph-part-bytes graph 2)) (plan-code plan))))

    (define (fill-page! bytes start end)
      (when (< start end)
        (put-header! bytes start (layout-number 'typed-headers 'filler) (- (quotient (- end start) 8) 1))))

    (define (store-node! bytes plan descriptor node)
      (let ((place (node-file-offset plan node))
            (slots (node-slots node)))
        (case (node-kind node)
          ((pair)
           (put-word! bytes place (reference-word plan (car slots)))
           (put-word! bytes (+ place 8) (reference-word plan (cdr slots))))
          ((record)
           (put-u32! bytes place (+ image-base (node-file-offset plan (or (node-head node) descriptor)) header-tag))
           (store-slots! bytes plan (+ place 8) slots))
          ((values)
           (put-header! bytes place (node-type node) (vector-length slots))
           (store-slots! bytes plan (+ place 8) slots))
          ((procedure)
           (put-u32! bytes place (+ (code-address plan (cons (label-slot (node-head node)) 0)) header-tag)))
          ((units) (store-string! bytes place (node-type node) slots))
          ((bytes)
           (put-header! bytes place (node-type node) (bytevector-length slots))
           (bytevector-copy! bytes (+ place 8) slots))
          ((flonum)
           (put-header! bytes place (node-type node) 1)
           (put-u32! bytes (+ place 8) (flonum-low-half slots))
           (put-u32! bytes (+ place 12) (flonum-high-half slots)))
          ((bignum) (store-bignum! bytes place (node-type node) (abs slots))))))

    (define (store-slots! bytes plan place slots)
      (let ((length (vector-length slots)))
        (let loop ((index 0) (place place))
          (when (< index length)
            (put-word! bytes place (reference-word plan (vector-ref slots index)))
            (loop (+ index 1) (+ place 8))))))

    (define string-buffer-1-type (layout-number 'typed-headers 'string-buffer-1))
    (define string-buffer-2-type (layout-number 'typed-headers 'string-buffer-2))

    (define (store-string! bytes place type string)
      (let ((length (string-length string)))
        (put-header! bytes place type length)
        (let ((unit (cond ((= type string-buffer-1-type) 1) ((= type string-buffer-2-type) 2) (else 4))))
          (let loop ((index 0) (place (+ place 8)))
            (when (< index length)
              (let ((code (char->integer (string-ref string index))))
                (case unit
                  ((1) (bytevector-u8-set! bytes place code))
                  ((2) (put-u16! bytes place code))
                  (else (put-u32! bytes place code))))
              (loop (+ index 1) (+ place unit)))))))

    (define (store-bignum! bytes place type magnitude)
      (let loop ((magnitude magnitude) (count 0))
        (if (= magnitude 0)
            (put-header! bytes place type (quotient (+ count 1) 2))
            (begin
              (put-u32! bytes (+ place 8 (* 4 count)) (remainder magnitude 4294967296))
              (loop (quotient magnitude 4294967296) (+ count 1))))))

    ;; Code: objects, then the relocations' fields; the table of the absolute ones is filled on the way.

    (define entry-place (* 8 (layout-number 'code-object 'entry)))
    (define name-place (* 8 (layout-number 'code-object 'name)))
    (define info-place (* 8 (layout-number 'code-object 'info)))
    (define literals-place (* 8 (layout-number 'code-object 'size)))

    (define (store-code! bytes plan all)
      (let loop ((all all) (row (plan-relocation plan)))
        (when (pair? all)
          (loop (cdr all) (store-chunk! bytes plan (car all) row)))))

    ;; Returns the place behind the last row of the relocation table.
    (define (store-chunk! bytes plan placed row)
      (let* ((object (placed-object placed))
             (place (+ (plan-code plan) (placed-offset placed))))
        (bytevector-copy! bytes place object)
        (put-word! bytes (+ place entry-place) (code-address plan (cons placed (entry-offset placed))))
        (put-word! bytes (+ place name-place) (reference-word plan (placed-name placed)))
        (put-word! bytes (+ place info-place) (reference-word plan (placed-info placed)))
        (let loop ((literals (placed-literals placed)) (at (+ place literals-place)))
          (when (pair? literals)
            (put-word! bytes at (reference-word plan (car literals)))
            (loop (cdr literals) (+ at 8))))
        (store-relocations! bytes plan (+ place (placed-instructions-start placed))
                            (code-relocations (placed-chunk placed)) (placed-targets placed) row)))

    (define (store-relocations! bytes plan start relocations targets row)
      (if (null? relocations)
          row
          (let* ((relocation (car relocations))
                 (place (+ start (relocation-offset relocation)))
                 (word (+ (reference-word plan (car targets)) (relocation-addend relocation))))
            (case (relocation-kind relocation)
              ((relative-32)
               (put-u32! bytes place (- word (+ image-base place 4)))
               (store-relocations! bytes plan start (cdr relocations) (cdr targets) row))
              ((absolute-32)
               (put-u32! bytes place word)
               (put-u32! bytes row place)
               (store-relocations! bytes plan start (cdr relocations) (cdr targets) (+ row 4)))
              (else
               (put-u32! bytes place 0)
               (put-u32! bytes (+ place 4) 0)
               (put-word! bytes place word)
               (put-u32! bytes row (+ place 2147483648))
               (store-relocations! bytes plan start (cdr relocations) (cdr targets) (+ row 4)))))))

    ;; The header page.

    (define (store-header! bytes plan roots entry)
      (define (put! name number) (put-word! bytes (layout-number 'image-header name) number))
      (let ((parts (plan-parts plan)))
        (put! 'magic (layout-number 'image 'magic))
        (put! 'version (layout-number 'image 'version))
        (put! 'layout-hash (layout-hash))
        (put! 'base image-base)
        (put! 'data-offset page-bytes)
        (put! 'data-bytes (- (plan-code plan) page-bytes))
        (put! 'code-offset (plan-code plan))
        (put! 'code-bytes (plan-code-bytes plan))
        (put! 'relocation-offset (plan-relocation plan))
        (put! 'relocation-bytes (plan-relocation-bytes plan))
        (put! 'entry entry)
        (put! 'total-bytes (plan-total plan))
        (put! 'mixed-bytes (- (vector-ref parts 1) (vector-ref parts 0)))
        (put! 'plain-bytes (- (vector-ref parts 2) (vector-ref parts 1)))
        (put! 'continuation-descriptor (reference-word plan (car roots)))
        (let loop ((roots (cdr roots)) (place (layout-number 'image-header 'roots)))
          (when (pair? roots)
            (put-word! bytes place (reference-word plan (car roots)))
            (loop (cdr roots) (+ place 8))))
        (put-checksum! bytes page-bytes (plan-total plan) (layout-number 'image-header 'checksum))
        (put-checksum! bytes 0 page-bytes (layout-number 'image-header 'header-checksum))))

    (define (layout-hash)
      (let ((port (open-output-string)))
        (write layout-table port)
        (string-hash-code (get-output-string port))))))
