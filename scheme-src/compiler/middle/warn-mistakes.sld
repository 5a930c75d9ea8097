;;; Warn of mistakes: what the program's text shows to fail when it runs.
;;;
;;; A constant where a primitive wants something else, an index outside a constant, a division by a constant zero, a call of what is
;;; no procedure, and, where procedures are constants (in the running system), a call with a number of arguments that the
;;; procedure does not take. Only what the user wrote is looked at, and before anything has been inlined, so that what is
;;; warned of stands in the text. Calls of the program's own procedures are counted by close-procedures.
;;;
;;; Input  Core      Needs  nothing
;;; Output the same program
;;;
;;;   (primcall car '5)    warning: `car` takes a pair, here it gets 5
;;;
;;; Does not: follow values; a variable may hold anything.
(define-library (compiler middle warn-mistakes)
  (export warn-mistakes)
  (import (scheme base) (base report) (base text) (machine primitives)
          (compiler ir core) (compiler ir children) (compiler ir source) (compiler analysis constant-procedures))
  (begin
    (define (warn-mistakes program)
      (for-each visit (program-items program))
      program)

    (define (visit node)
      (cond ((or (ref? node) (const? node)) #t)
            ((definition? node)
             (if (source-described? (definition-source node)) (visit (definition-value node))))
            (else
             (cond ((primcall? node) (check-primcall node))
                   ((call? node) (check-call node)))
             (for-each-child visit node))))

    ;;; Primitives

    (define (check-primcall node)
      (let ((primitive (primcall-primitive node)) (operands (primcall-operands node)))
        (if (and (source-described? (primcall-source node)) (some-constant? operands) (known-to-people? primitive))
            (or (check-arguments node primitive (primitive-arguments primitive) operands)
                (check-index node primitive operands)
                (check-divisor node primitive operands)))))

    (define (some-constant? operands)
      (and (pair? operands) (or (const? (car operands)) (some-constant? (cdr operands)))))

    (define (known-to-people? primitive)
      (not (char=? (string-ref (symbol->string (primitive-name primitive)) 0) #\%)))

    ;; -> #t when it has warned. types: of the arguments; the last one behind & repeats.
    (define (check-arguments node primitive types operands)
      (and (pair? operands)
           (pair? types)
           (let* ((repeated? (eq? (car types) '&))
                  (type (if repeated? (cadr types) (car types)))
                  (wanted (assq type words-for-types)))
             (if (and wanted
                      (const? (car operands))
                      (let ((kind (kind-of (const-value (car operands)))))
                        (and kind (not (eq? kind (cadr wanted))))))
                 (warn node (text "`" (primitive-name primitive) "` takes " (car (cddr wanted))
                                  ", here it gets " (shown (const-value (car operands)))))
                 (check-arguments node primitive (if repeated? types (cdr types)) (cdr operands))))))

    ;; Types of (machine primitives), the kind of constant that has them, and their words.
    (define words-for-types
      '((number number "a number")
        (fixnum number "a number")
        (word-index number "an index")
        (flonum number "a flonum")
        (char char "a character")
        (pair pair "a pair")
        (string string "a string")
        (vector vector "a vector")
        (bytevector bytevector "a bytevector")
        (symbol symbol "a symbol")
        (procedure procedure "a procedure")))

    ;; #f: not known. Numbers that a host cannot make are records.
    (define (kind-of datum)
      (cond ((number? datum) 'number)
            ((string? datum) 'string)
            ((char? datum) 'char)
            ((symbol? datum) 'symbol)
            ((pair? datum) 'pair)
            ((null? datum) 'null)
            ((boolean? datum) 'boolean)
            ((vector? datum) 'vector)
            ((bytevector? datum) 'bytevector)
            (else #f)))

    (define (check-index node primitive operands)
      (and (memq (primitive-name primitive) '(vector-ref vector-set! string-ref string-set! bytevector-u8-ref bytevector-u8-set!))
           (const? (car operands))
           (const? (cadr operands))
           (let ((object (const-value (car operands))) (index (const-value (cadr operands))))
             (let ((length (cond ((vector? object) (vector-length object))
                                 ((string? object) (string-length object))
                                 (else (bytevector-length object)))))
               (and (exact-integer? index)
                    (not (< -1 index length))
                    (warn node (text "`" (primitive-name primitive) "` gets the index " index ", and " (shown object)
                                     " has " length " elements")))))))

    (define (check-divisor node primitive operands)
      (and (memq (primitive-name primitive) '(quotient remainder modulo))
           (const? (cadr operands))
           (eqv? (const-value (cadr operands)) 0)
           (warn node (text "`" (primitive-name primitive) "` divides by zero here"))))

    ;;; Calls

    (define (check-call node)
      (if (and (const? (call-operator node)) (source-described? (call-source node)))
          (let* ((datum (const-value (call-operator node)))
                 (description (procedure-description datum)))
            (cond ((kind-of datum)
                   (warn node (text "a call of " (shown datum) ", which is no procedure")))
                  ((and description
                        (not (takes? (vector-ref description 2) (length (call-operands node)))))
                   (warn node (text "`" (vector-ref description 0) "` takes " (arities-text (vector-ref description 2))
                                    ", here it gets " (length (call-operands node)))))))))

    ;; arities: list of (required . rest?)
    (define (takes? arities count)
      (and (pair? arities)
           (or (= count (car (car arities)))
               (and (cdr (car arities)) (> count (car (car arities))))
               (takes? (cdr arities) count))))

    (define (arities-text arities)
      (text (text-join (map (lambda (arity) (text (if (cdr arity) "at least " "") (car arity))) arities) " or ")
            (if (and (null? (cdr arities)) (= 1 (car (car arities)))) " argument" " arguments")))

    ;;; Words

    (define (warn node message)
      (report-warning! (source-position (if (call? node) (call-source node) (primcall-source node))) message)
      #t)

    ;; A short text of the datum.
    (define (shown datum)
      (let ((whole (if (and (pair? datum) (large? datum 30)) "a long list" (datum->text datum))))
        (text (if (or (symbol? datum) (pair? datum) (null? datum)) "'" "")
              (if (> (string-length whole) 40) (string-append (substring whole 0 40) "…") whole))))

    (define (large? datum limit)
      (let loop ((rest datum) (left limit))
        (and (pair? rest) (or (= left 0) (loop (cdr rest) (- left 1))))))))
