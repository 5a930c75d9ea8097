;;; The instruction table as a library: forms as records, found by mnemonic.
(define-library (machine x86-64)
  (export x86-64-table all-instruction-forms
          instruction-form-mnemonic instruction-form-operands instruction-form-prefix
          instruction-form-wide? instruction-form-opcode instruction-form-modrm)
  (import (scheme base))
  (include "x86-64.scm")
  (begin
    (define-record-type instruction-form
      (make-instruction-form mnemonic operands prefix wide? opcode modrm)
      instruction-form?
      (mnemonic instruction-form-mnemonic)      ; symbol
      (operands instruction-form-operands)      ; list of symbols, see the table
      (prefix instruction-form-prefix)          ; byte or #f
      (wide? instruction-form-wide?)            ; REX.W
      (opcode instruction-form-opcode)          ; list of bytes
      (modrm instruction-form-modrm))           ; r, o, a digit, or #f

    (define (x86-64-row->forms row)
      (if (eq? (car row) 'each)
          (apply append
                 (map (lambda (entry)
                        (map (lambda (row) (x86-64-row->form row (car entry) (cadr entry))) (cddr row)))
                      (cadr row)))
          (list (x86-64-row->form row #f #f))))

    (define (x86-64-row->form row name number)
      (define (unless-dash thing) (if (eq? thing '-) #f thing))
      (define (byte item)
        (cond ((number? item) item)
              ((eq? (car item) 'digit) number)
              (else (+ (cadr item) (* number (list-ref item 2))))))
      (let ((mnemonic (car row)) (modrm (unless-dash (list-ref row 5))))
        (make-instruction-form
         (cond ((pair? mnemonic)
                (string->symbol (string-append (symbol->string (cadr mnemonic)) (symbol->string name))))
               ((eq? mnemonic 'name) name)
               (else mnemonic))
         (cadr row)
         (unless-dash (list-ref row 2))
         (if (unless-dash (list-ref row 3)) #t #f)
         (map byte (list-ref row 4))
         (if (pair? modrm) number modrm))))

    ;; All forms, in table order.
    (define all-instruction-forms (apply append (map x86-64-row->forms x86-64-table)))))
